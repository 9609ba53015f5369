package io.iopulse.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.iopulse.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProfilesTest {
    static List<String> names() {
        return Profiles.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyProfileIsAJobWithItsName(String name) {
        Job job = Line.parse(Profiles.read(name));
        Workload workload = Line.only(job);
        assertThat(job.phases()).hasSize(1);
        assertThat(workload.name()).isEqualTo(name);
        assertThat(workload.description()).isNotBlank();
        assertThat(workload.completion().duration()).isPresent();
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsTargetsAreRelativeAndAreMadeWhereTheDirectorySays(String name) {
        Settings settings = Line.settings("--directory=/data");
        Job job = new WorkloadParser(() -> Line.SEED).parse(settings, Profiles.read(name));
        assertThat(Line.only(job).components())
                .flatExtracting(component -> component.targets())
                .allSatisfy(
                        target -> {
                            assertThat(target.path()).startsWith("/data/");
                            assertThat(target.size()).isPresent();
                        });
    }

    @Test
    void theListSaysWhatEachImitates() {
        assertThat(Profiles.lines()).hasSameSizeAs(Profiles.NAMES);
        assertThat(Profiles.lines().get(2)).startsWith("wal  ").contains("write-ahead log");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        assertThatThrownBy(() -> Profiles.read("wall"))
                .isInstanceOf(UsageError.class)
                .hasMessageStartingWith("--profile wall is not one of ")
                .hasMessageEndingWith("; did you mean wal?");
    }
}
