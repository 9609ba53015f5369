package io.iopulse.architecture;

/**
 * C or Java text taken apart: the code without comments and without what literals say, and the
 * comments alone. Both keep every character's place; what was taken out is blank.
 */
record SplitText(String code, String comments) {
    static SplitText of(String text) {
        return new Splitter(text).split();
    }

    private static final class Splitter {
        private final String text;
        private final StringBuilder code;
        private final StringBuilder comments;
        private int at;

        Splitter(String text) {
            this.text = text;
            this.code = new StringBuilder(text.length());
            this.comments = new StringBuilder(text.length());
        }

        SplitText split() {
            while (at < text.length()) {
                if (text.startsWith("//", at)) {
                    comment(end("\n", 2, 0));
                } else if (text.startsWith("/*", at)) {
                    comment(end("*/", 2, 2));
                } else if (text.startsWith("\"\"\"", at)) {
                    literal(end("\"\"\"", 3, 3));
                } else if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
                    literal(endOfLiteral());
                } else {
                    code.append(text.charAt(at));
                    comments.append(blank(text.charAt(at)));
                    at++;
                }
            }
            return new SplitText(code.toString(), comments.toString());
        }

        private int end(String terminator, int skip, int include) {
            int end = text.indexOf(terminator, at + skip);
            return end < 0 ? text.length() : end + include;
        }

        private int endOfLiteral() {
            int i = at + 1;
            while (i < text.length() && text.charAt(i) != text.charAt(at)) {
                i += text.charAt(i) == '\\' ? 2 : 1;
            }
            return Math.min(i + 1, text.length());
        }

        private void comment(int end) {
            for (; at < end; at++) {
                comments.append(text.charAt(at));
                code.append(blank(text.charAt(at)));
            }
        }

        /** Keeps the quotes, so that a literal still is one word of code. */
        private void literal(int end) {
            for (int i = at; i < end; i++) {
                boolean quote = i == at || i == end - 1;
                code.append(quote ? text.charAt(i) : blank(text.charAt(i)));
                comments.append(blank(text.charAt(i)));
            }
            at = end;
        }

        private static char blank(char c) {
            return c == '\n' ? '\n' : ' ';
        }
    }

    static int lineOf(String text, int index) {
        return 1 + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
    }
}
