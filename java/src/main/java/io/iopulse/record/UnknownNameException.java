package io.iopulse.record;

import java.util.Collection;
import java.util.List;

/** A selection names what no run of the recording has. */
public final class UnknownNameException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String kind;
    private final String name;
    private final String[] known;

    UnknownNameException(String kind, String name, Collection<String> known) {
        super("the recording has no %s %s".formatted(kind, name));
        this.kind = kind;
        this.name = name;
        this.known = known.toArray(new String[0]);
    }

    /** phase, component or worker. */
    public String kind() {
        return kind;
    }

    public String name() {
        return name;
    }

    /** What there is. */
    public List<String> known() {
        return List.of(known);
    }
}
