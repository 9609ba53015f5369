package io.iopulse.run;

import io.iopulse.engine.JobTarget;
import io.iopulse.engine.JobTarget.Flag;
import io.iopulse.host.FileIdentity;
import io.iopulse.host.TargetFacts;
import io.iopulse.host.TargetKind;
import io.iopulse.units.Size;
import io.iopulse.workload.EngineKind;
import io.iopulse.workload.Load;
import io.iopulse.workload.Preparation;
import io.iopulse.workload.Target;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Finds the region of each target that a component will really use. Opens nothing. */
final class TargetResolver {
    /** What an engine without targets pretends to have when no size is asked for. */
    private static final long NO_TARGET_BYTES = 1L << 30;

    private final Load load;
    private final Preparation preparation;

    TargetResolver(Load load, Preparation preparation) {
        this.load = load;
        this.preparation = preparation;
    }

    JobTarget resolve(Target target, EngineKind engine, TargetFacts facts) throws RunException {
        if (!engine.opensTargets()) {
            long bytes = target.size().map(Size::bytes).orElse(NO_TARGET_BYTES);
            long whole = wholeBlocks(target, bytes);
            return new JobTarget(
                    target.path(),
                    JobTarget.Kind.NONE,
                    Set.of(),
                    0,
                    whole,
                    bytes - whole,
                    Optional.empty());
        }
        JobTarget.Kind kind = kind(target, facts);
        long bytes = regionBytes(target, facts);
        long whole = wholeBlocks(target, bytes);
        return new JobTarget(
                target.path(),
                kind,
                flags(target, facts),
                target.offset().bytes(),
                whole,
                bytes - whole,
                VerifyState.of(load, target, facts));
    }

    private JobTarget.Kind kind(Target target, TargetFacts facts) throws RunException {
        return switch (facts.kind()) {
            case FILE -> JobTarget.Kind.FILE;
            case BLOCK -> JobTarget.Kind.BLOCK;
            case CHARACTER -> {
                if (load.mix().trims()) {
                    throw usage(
                            target.path()
                                    + " is a character device; trims need a file or a block"
                                    + " device");
                }
                yield JobTarget.Kind.CHARACTER;
            }
            case DIRECTORY ->
                    throw usage(
                            target.path() + " is a directory; name a file in it or a block device");
            case OTHER ->
                    throw usage(
                            target.path()
                                    + " is neither a file nor a device (a pipe or a socket?)");
        };
    }

    private long regionBytes(Target target, TargetFacts facts) throws RunException {
        OptionalLong present = facts.exists() ? facts.bytes() : OptionalLong.empty();
        if (target.size().isPresent()) {
            long asked = target.size().get().bytes();
            if (facts.kind() == TargetKind.BLOCK && present.isPresent()) {
                requireOnDevice(target, asked, present.getAsLong());
            }
            return asked;
        }
        if (present.isEmpty()) {
            throw facts.exists()
                    ? usage(target.path() + " has no size of its own; give --file-size")
                    : missing(target.path());
        }
        return present.getAsLong() - target.offset().bytes();
    }

    /** A size helps only where the name alone is missing; else the sentence says what is wrong. */
    private static RunException missing(String path) {
        Path name = Path.of(path);
        Path directory = name.toAbsolutePath().getParent();
        try {
            Files.readAttributes(name, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(name)) {
                return environment(path + " is a symbolic link to something that does not exist");
            }
            if (directory != null && !Files.exists(directory)) {
                return environment(path + " does not exist, nor does its directory " + directory);
            }
        } catch (AccessDeniedException e) {
            return environment("cannot look at " + path + ": permission denied");
        } catch (FileSystemException e) {
            return environment("cannot look at " + path + ": " + e.getReason());
        } catch (IOException e) {
            return environment("cannot look at " + path + ": " + e.getMessage());
        }
        return usage(path + " does not exist; give --file-size to create it");
    }

    private static void requireOnDevice(Target target, long asked, long bytes) throws RunException {
        if (asked > bytes - target.offset().bytes()) {
            throw usage(
                    "--file-size "
                            + new Size(asked)
                            + " from --offset "
                            + target.offset()
                            + " goes beyond the end of "
                            + target.path()
                            + ", which has "
                            + new Size(bytes));
        }
    }

    private long wholeBlocks(Target target, long bytes) throws RunException {
        long block = load.blockSize().bytes();
        long whole = bytes / block * block;
        if (whole < load.blocks().largest().bytes()) {
            throw usage(
                    target.path()
                            + " has no whole block of "
                            + load.blocks().largest()
                            + " behind --offset "
                            + target.offset()
                            + "; give --file-size or a smaller --block-size");
        }
        return whole;
    }

    private Set<Flag> flags(Target target, TargetFacts facts) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        boolean verifies = load.verification().isOn();
        put(flags, Flag.READ, load.mix().reads() || verifies);
        put(flags, Flag.REFUSE_HOLES, load.mix().reads() && !verifies);
        put(flags, Flag.WRITE, load.mix().changesData());
        put(flags, Flag.CREATE, facts.kind() == TargetKind.FILE && target.size().isPresent());
        put(flags, Flag.FILL, preparation.fill());
        put(flags, Flag.PREALLOCATE, preparation.preallocate());
        put(flags, Flag.DIRECT, load.direct());
        put(flags, Flag.ALLOW_DEVICE, names(preparation.allowDevices(), target.path()));
        put(flags, Flag.DESTROY_DATA, names(preparation.destroyData(), target.path()));
        return flags;
    }

    /** One file under two names would be counted as two. */
    static void requireDistinct(List<Target> targets) throws RunException {
        Map<FileIdentity, String> seen = new HashMap<>();
        for (Target target : targets) {
            Optional<FileIdentity> found = FileIdentity.of(Path.of(target.path()));
            Optional<String> former = found.map(same -> seen.put(same, target.path()));
            if (former.isPresent()) {
                throw usage(
                        target.path()
                                + (isDevice(found.orElseThrow().kind())
                                        ? " is the same device as "
                                        : " is the same file as ")
                                + former.get());
            }
        }
    }

    /** A permission that names no device among the targets is a mistake. */
    static void requireNamed(Preparation preparation, List<TargetFacts> facts) throws RunException {
        List<String> devices = preparation.allowDevices();
        List<TargetFacts> allowed = named("--allow-device", devices, facts);
        for (int i = 0; i < allowed.size(); i++) {
            if (!isDevice(allowed.get(i).kind())) {
                throw usage(
                        "--allow-device "
                                + devices.get(i)
                                + " permits nothing: it is a file; leave it out");
            }
        }
        named("--destroy-data", preparation.destroyData(), facts);
    }

    /** The targets that the paths of an option lead to; one that leads to none is refused. */
    private static List<TargetFacts> named(
            String option, List<String> paths, List<TargetFacts> facts) throws RunException {
        List<TargetFacts> named = new ArrayList<>();
        for (String path : paths) {
            named.add(
                    facts.stream()
                            .filter(found -> names(List.of(path), found.path().toString()))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            usage(
                                                    option
                                                            + " "
                                                            + path
                                                            + " names no target of this run")));
        }
        return named;
    }

    private static boolean isDevice(TargetKind kind) {
        return kind == TargetKind.BLOCK || kind == TargetKind.CHARACTER;
    }

    private static void put(Set<Flag> flags, Flag flag, boolean holds) {
        if (holds) {
            flags.add(flag);
        }
    }

    /** Whether the list names what the path leads to. */
    private static boolean names(List<String> paths, String path) {
        return paths.stream()
                .anyMatch(named -> FileIdentity.areSame(Path.of(named), Path.of(path)));
    }

    private static RunException environment(String message) {
        return new RunException(RunException.Cause.ENVIRONMENT, message);
    }

    private static RunException usage(String message) {
        return new RunException(RunException.Cause.USAGE, message);
    }
}
