package io.iopulse.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
final class Spelling {
    /** Longer words are not compared. */
    private static final int WORD_MAX = 40;

    /** A word is near when at most one in so many letters is wrong. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private Spelling() {}

    /** The known word nearest to {@code word}; empty when none is near. */
    static Optional<String> nearest(String word, Collection<String> known) {
        if (word.isEmpty() || word.length() > WORD_MAX) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate -> isNear(word, candidate))
                .min(
                        Comparator.comparingInt((String candidate) -> distance(word, candidate))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isNear(String word, String candidate) {
        int longest = Math.max(word.length(), candidate.length());
        int allowed = Math.min(longest - 1, Math.max(1, longest / LETTERS_PER_MISTAKE));
        boolean beginning = word.length() >= 3 && candidate.startsWith(word);
        return beginning || distance(word, candidate) <= allowed;
    }

    /** Letters to insert, delete, replace or swap with their neighbour (optimal alignment). */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(from, to, cost, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(String from, String to, int[][] cost, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
