package io.iopulse.run;

import java.util.Set;

/** Where a node is in a run, and where it may go from there. */
public enum NodeState {
    IDLE,
    PREPARED,
    ARMED,
    RUNNING,
    DRAINING,
    REPORTED;

    Set<NodeState> next() {
        return switch (this) {
            case IDLE -> Set.of(PREPARED);
            case PREPARED -> Set.of(ARMED);
            case ARMED -> Set.of(RUNNING);
            case RUNNING -> Set.of(DRAINING);
            case DRAINING -> Set.of(REPORTED);
            case REPORTED -> Set.of();
        };
    }

    /** The state itself when the move is legal. */
    NodeState moveTo(NodeState state) {
        if (!next().contains(state)) {
            throw new IllegalStateException("a node that is " + this + " cannot become " + state);
        }
        return state;
    }
}
