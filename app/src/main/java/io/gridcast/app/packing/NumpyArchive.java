package io.gridcast.app.packing;

import io.gridcast.core.check.Checks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads the matrices of an NPZ file (numpy.lib.format, versions 1 and 2), up to a bound: what unpacks to more is refused. */
final class NumpyArchive {
    private static final int MAX_UNPACKED_BYTES = 64 << 20;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'<f([48])'");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\((\\d+),\\s*(\\d+),?\\s*\\)");
    private static final Pattern BY_ROW = Pattern.compile("'fortran_order':\\s*False");

    private NumpyArchive() {}

    /** @param values shape {@code [rows × columns]}, row-major */
    @SuppressWarnings("ArrayRecordComponent")
    record Matrix(int rows, int columns, float[] values) {}

    /** @throws IllegalArgumentException if it holds something else, or too much */
    static Map<String, Matrix> read(byte[] bytes) throws IOException {
        Map<String, Matrix> arrays = new TreeMap<>();
        int left = MAX_UNPACKED_BYTES;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] unpacked = zip.readNBytes(left + 1);
                Checks.require(
                        unpacked.length <= left,
                        "it unpacks to more than " + MAX_UNPACKED_BYTES
                                + " bytes: a golden sample has some dozens of rows");
                left -= unpacked.length;
                arrays.put(entry.getName().replaceFirst("\\.npy$", ""), matrix(entry.getName(), unpacked));
            }
        }
        return arrays;
    }

    private static Matrix matrix(String name, byte[] bytes) {
        Checks.require(
                bytes.length > 12 && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length),
                name + " is no NumPy array");
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean isFirst = bytes[MAGIC.length] == 1;
        int from = isFirst ? 10 : 12;
        int length = isFirst ? Short.toUnsignedInt(in.getShort(8)) : in.getInt(8);
        Checks.require(length > 0 && length <= bytes.length - from, name + " has a broken header");
        String header = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        Matcher type = TYPE.matcher(header);
        Matcher shape = SHAPE.matcher(header);
        if (!type.find() || !shape.find() || !BY_ROW.matcher(header).find()) {
            throw new IllegalArgumentException(name + " is " + header.strip()
                    + ", must be a matrix of float32 or float64 by rows (np.ascontiguousarray)");
        }
        int rows = Integer.parseInt(shape.group(1));
        int columns = Integer.parseInt(shape.group(2));
        int size = Integer.parseInt(type.group(1));
        in.position(from + length);
        Checks.require(
                (long) rows * columns * size == in.remaining(),
                name + " says that it is " + rows + " × " + columns + ", but has " + in.remaining() + " bytes");
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = size == Float.BYTES ? in.getFloat() : (float) in.getDouble();
        }
        return new Matrix(rows, columns, values);
    }
}
