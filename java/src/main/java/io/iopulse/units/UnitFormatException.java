package io.iopulse.units;

/** A text is not the quantity it was read as; the message says which and what to write instead. */
public final class UnitFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UnitFormatException(String message) {
        super(message);
    }
}
