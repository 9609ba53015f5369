package io.iopulse.host;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Feeds a parser with mutations of good text; a failure names the seed and the text. */
final class Fuzz {
    private static final int ROUNDS = 3000;
    private static final String ODD = "-,: \t\n\\0129=[]/!\"'\0é\uffff";

    private Fuzz() {}

    static void mutate(String good, Consumer<String> parse) {
        String asked = System.getProperty("iopulse.seed");
        long seed = asked == null ? new SplittableRandom().nextLong() : Long.parseLong(asked);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutation(good, random);
            try {
                parse.accept(text);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("-Diopulse.seed=" + seed + " text: " + text, e);
            }
        }
    }

    private static String mutation(String good, SplittableRandom random) {
        StringBuilder text = new StringBuilder(good);
        for (int edits = random.nextInt(8); edits >= 0; edits--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(6));
            char odd = ODD.charAt(random.nextInt(ODD.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, odd);
                case 1 -> text.delete(at, end);
                case 2 -> text.replace(at, end, Long.toString(random.nextLong()));
                default -> text.insert(at, text.substring(at, end));
            }
        }
        return text.toString();
    }
}
