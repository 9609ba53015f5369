package io.iopulse.run;

import io.iopulse.host.FileIdentity;
import io.iopulse.host.TargetFacts;
import io.iopulse.host.TargetKind;
import io.iopulse.workload.Component;
import io.iopulse.workload.Load;
import io.iopulse.workload.Target;
import io.iopulse.workload.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where it is kept what was written to a target. Whoever writes a target that has such a state must
 * keep it true: what a run wrote without telling would later look like damage.
 */
final class VerifyState {
    private VerifyState() {}

    /** The path of the state that the load keeps of a target; empty where it verifies nothing. */
    static Optional<String> of(Load load, Target target, TargetFacts facts) throws RunException {
        Verification verification = load.verification();
        if (!verification.isOn()) {
            requireNone(load, target);
            return Optional.empty();
        }
        if (facts.kind() != TargetKind.FILE && verification.state().isEmpty()) {
            throw usage(
                    target.path()
                            + " is a device, and beside it nothing can be kept; name a file for its"
                            + " state of verification with --verify-state");
        }
        return Optional.of(verification.stateOf(target.path()));
    }

    private static void requireNone(Load load, Target target) throws RunException {
        Path state = Path.of(target.path() + Verification.STATE_SUFFIX);
        if (load.mix().changesData() && Files.exists(state)) {
            throw usage(
                    target.path()
                            + " has a state of verification, "
                            + state
                            + ", which this run would make untrue; add --verify, or remove the"
                            + " state");
        }
    }

    /** Of components that run together: all that write a verified file tell the same state. */
    static void requireTold(List<Component> components) throws RunException {
        for (Component verifying : components) {
            if (verifying.load().verification().isOn()) {
                for (Component other : components) {
                    requireTold(verifying, other);
                }
            }
        }
    }

    private static void requireTold(Component verifying, Component other) throws RunException {
        for (Target target : verifying.usedTargets()) {
            String state = verifying.load().verification().stateOf(target.path());
            for (Target shared : other.usedTargets()) {
                if (isSame(Path.of(state), Path.of(shared.path()))) {
                    throw usage(
                            "the state of verification "
                                    + state
                                    + " is a target of the run; name another --verify-state");
                }
                boolean meet =
                        other.load().engine().kind().opensTargets()
                                && isSame(Path.of(target.path()), Path.of(shared.path()));
                if (meet && !isTold(other, shared, state)) {
                    throw usage(
                            target.path()
                                    + " is verified by "
                                    + verifying.name()
                                    + ", and "
                                    + other.name()
                                    + " writes it without telling the same state; give --verify to"
                                    + " both, and the file one name");
                }
            }
        }
    }

    private static boolean isTold(Component other, Target shared, String state) {
        Verification verification = other.load().verification();
        return verification.isOn()
                ? verification.stateOf(shared.path()).equals(state)
                : !other.load().mix().changesData();
    }

    /** Also of names that do not exist yet. */
    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
                || FileIdentity.areSame(one, other);
    }

    private static RunException usage(String message) {
        return new RunException(RunException.Cause.USAGE, message);
    }
}
