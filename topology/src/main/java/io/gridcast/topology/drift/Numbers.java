package io.gridcast.topology.drift;

import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Numbers, one by one and by name, in bytes. */
final class Numbers {
    private Numbers() {}

    static void write(BytesWriter out, double[] numbers) {
        out.putInt(numbers.length);
        for (double number : numbers) {
            out.putDouble(number);
        }
    }

    static double[] readArray(BytesReader in) {
        double[] numbers = new double[in.getInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.getDouble();
        }
        return numbers;
    }

    static void write(BytesWriter out, SortedMap<String, Double> numbers) {
        out.putInt(numbers.size());
        for (Map.Entry<String, Double> entry : numbers.entrySet()) {
            out.putText(entry.getKey()).putDouble(entry.getValue());
        }
    }

    static TreeMap<String, Double> readMap(BytesReader in) {
        TreeMap<String, Double> numbers = new TreeMap<>();
        for (int left = in.getInt(); left > 0; left--) {
            numbers.put(in.getText(), in.getDouble());
        }
        return numbers;
    }
}
