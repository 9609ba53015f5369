package io.iopulse.host;

/** A CPU or a NUMA node was asked for that this machine does not have; one sentence says which. */
public final class TopologyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TopologyException(String sentence) {
        super(sentence);
    }
}
