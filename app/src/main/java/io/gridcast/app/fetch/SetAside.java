package io.gridcast.app.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows that could not be used, counted by cause, with the first of each as an example. One thread. */
public final class SetAside {
    private final Map<String, Rows> causes = new TreeMap<>();

    private static final class Rows {
        private final String first;
        private int count;

        Rows(String first) {
            this.first = first;
        }
    }

    /**
     * Notes a row.
     *
     * @param cause the same words for the same fault
     * @param row what it looks like
     */
    public void add(String cause, String row) {
        causes.computeIfAbsent(cause, any -> new Rows(row)).count++;
    }

    /** A line a cause; empty when every row could be used. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        causes.forEach((cause, rows) -> lines.add(
                rows.count + (rows.count == 1 ? " row" : " rows") + " set aside: " + cause + ", first " + rows.first));
        return lines;
    }
}
