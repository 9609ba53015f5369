package io.iopulse.live;

/** One line of a screen, filled from left to right and no longer than the screen is wide. */
final class ScreenLine {
    private final StringBuilder text = new StringBuilder();
    private final boolean styled;
    private int left;

    ScreenLine(int columns, boolean styled) {
        this.left = columns;
        this.styled = styled;
    }

    ScreenLine add(String piece) {
        return add(Style.PLAIN, piece);
    }

    ScreenLine add(Style style, String piece) {
        int characters = Math.min(left, piece.codePointCount(0, piece.length()));
        String shown = piece.substring(0, piece.offsetByCodePoints(0, characters));
        text.append(styled ? style.over(shown) : shown);
        left -= characters;
        return this;
    }

    /** How many columns are free. */
    int left() {
        return left;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
