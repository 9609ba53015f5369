package io.iopulse.cli;

import io.iopulse.config.UsageError;
import java.util.ArrayList;
import java.util.List;

/** One argument as several, cut as a shell cuts a line: at blanks, but not between quotes. */
final class Words {
    private static final char NONE = 0;

    private Words() {}

    /**
     * The words of a line.
     *
     * @throws UsageError when a quote is not closed
     */
    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = NONE;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == NONE && (c == '"' || c == '\'')) {
                quote = c;
                begun = true;
            } else if (c == quote) {
                quote = NONE;
            } else if (quote == NONE && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != NONE) {
            throw new UsageError("'" + line + "' has a quote that is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
