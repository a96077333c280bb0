package io.gridcast.app.feed;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes one file of comma-separated lines, gzipped where its name ends so. One thread. */
public final class CsvLines implements AutoCloseable {
    private static final int DECIMALS = 6;
    private static final long SCALE = 1_000_000;
    private static final int BUFFER = 1 << 16;

    private final Writer out;
    private final StringBuilder line = new StringBuilder();

    /** Begins the file anew with its header. */
    public CsvLines(Path file, String header) throws IOException {
        this(file, header, file.toString().endsWith(".gz"));
    }

    /**
     * As above.
     *
     * @param packed whether it is gzipped, whatever its name
     */
    public CsvLines(Path file, String header, boolean packed) throws IOException {
        var bytes = Files.newOutputStream(file);
        out = new OutputStreamWriter(packed ? new GZIPOutputStream(bytes, BUFFER) : bytes, StandardCharsets.UTF_8);
        out.write(header);
        out.write('\n');
    }

    /** Adds a cell of text to the line. */
    public CsvLines cell(Object text) {
        if (line.length() > 0) {
            line.append(',');
        }
        line.append(text);
        return this;
    }

    /** Adds a number of at most six decimals, without those that are zero; NaN leaves the cell empty. */
    public CsvLines cell(double value) {
        if (Double.isNaN(value)) {
            line.append(',');
            return this;
        }
        cell(value < 0 ? "-" : "");
        long scaled = Math.round(Math.abs(value) * SCALE);
        line.append(scaled / SCALE);
        long fraction = scaled % SCALE;
        if (fraction != 0) {
            String digits = Long.toString(SCALE + fraction);
            int end = DECIMALS + 1;
            while (digits.charAt(end - 1) == '0') {
                end--;
            }
            line.append('.').append(digits, 1, end);
        }
        return this;
    }

    /** Ends the line. */
    public void end() throws IOException {
        line.append('\n');
        out.append(line);
        line.setLength(0);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
