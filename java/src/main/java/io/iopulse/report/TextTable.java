package io.iopulse.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of cells, each column as wide as its widest cell: the first to the left, others right. A
 * mark behind a number stands to the right of the column of numbers.
 */
final class TextTable {
    private static final String INDENT = "  ";
    private static final String GAP = "  ";
    static final String MARK = "*";

    private final List<List<String>> rows = new ArrayList<>();

    void add(List<String> cells) {
        rows.add(new ArrayList<>(cells));
    }

    private void alignMarks() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        for (int column = 0; column < columns; column++) {
            int at = column;
            if (rows.stream().anyMatch(row -> at < row.size() && row.get(at).endsWith(MARK))) {
                rows.forEach(row -> row.set(at, leaveRoom(row.get(at))));
            }
        }
    }

    private static String leaveRoom(String cell) {
        return cell.endsWith(MARK) ? cell : cell + " ";
    }

    /** One line per row, without trailing blanks. */
    List<String> lines() {
        alignMarks();
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                if (column == widths.size()) {
                    widths.add(0);
                }
                widths.set(column, Math.max(widths.get(column), width(row.get(column))));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder(INDENT);
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths.get(column) - width(cell));
            line.append(column == 0 ? "" : GAP);
            line.append(column == 0 ? cell + padding : padding + cell);
        }
        return line.toString().stripTrailing();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
