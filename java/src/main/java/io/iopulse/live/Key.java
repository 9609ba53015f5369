package io.iopulse.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A key that a full screen knows. */
public enum Key {
    ESCAPE,
    QUIT,
    SORT,
    UP,
    DOWN,
    PAGE_UP,
    PAGE_DOWN;

    private static final char ESC = '\u001b';

    private static final Map<Character, Key> LETTERS =
            Map.of('q', QUIT, 'Q', QUIT, 's', SORT, 'S', SORT, 'k', UP, 'j', DOWN);

    private static final Map<String, Key> SEQUENCES =
            Map.of("[A", UP, "OA", UP, "[B", DOWN, "OB", DOWN, "[5~", PAGE_UP, "[6~", PAGE_DOWN);

    /**
     * The keys in what a terminal sent at one time; a sequence of another key is none, and an
     * escape is one of its own only where no sequence follows.
     */
    static List<Key> of(String sent) {
        List<Key> keys = new ArrayList<>();
        int at = 0;
        while (at < sent.length()) {
            int end = end(sent, at);
            key(sent.substring(at, end)).ifPresent(keys::add);
            at = end;
        }
        return keys;
    }

    private static Optional<Key> key(String sent) {
        if (sent.charAt(0) != ESC) {
            return Optional.ofNullable(LETTERS.get(sent.charAt(0)));
        }
        return sent.length() == 1
                ? Optional.of(ESCAPE)
                : Optional.ofNullable(SEQUENCES.get(sent.substring(1)));
    }

    /** Behind the key that begins at one place: ESC [ parameters letter, ESC O letter, ESC key. */
    private static int end(String sent, int at) {
        if (sent.charAt(at) != ESC || at + 1 == sent.length() || sent.charAt(at + 1) == ESC) {
            return at + 1;
        }
        char kind = sent.charAt(at + 1);
        if (kind != '[') {
            return Math.min(sent.length(), at + (kind == 'O' ? 3 : 2));
        }
        int end = at + 2;
        while (end < sent.length() && sent.charAt(end) < '@') {
            end++;
        }
        return Math.min(sent.length(), end + 1);
    }
}
