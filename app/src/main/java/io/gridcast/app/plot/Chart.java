package io.gridcast.app.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * A plot of lines and bands over a common axis, as one SVG element. Colours are safe for the colour-blind (Okabe and Ito 2008). A value
 * that is NaN makes a gap.
 */
public final class Chart {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 320;
    private static final int LEFT = 62;
    private static final int RIGHT = 16;
    private static final int TOP = 34;
    private static final int BOTTOM = 46;
    private static final int LEGEND_LINE = 16;
    private static final int LEGEND_COLUMN = 180;
    private static final int TICKS = 5;
    private static final String[] COLOURS = {
        "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999933", "#882255", "#aaaaaa"
    };

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<Mark> marks = new ArrayList<>();
    private DoubleFunction<String> xTicks = Chart::number;
    private boolean fromZero;

    /** Without any lines yet. */
    public Chart(String title, String xLabel, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /** What is drawn: a line where {@code low} and {@code high} are the same. */
    private record Mark(String name, double[] x, double[] low, double[] high, String colour, double opacity) {
        boolean isLine() {
            return low == high;
        }
    }

    /** Adds a line, in the next colour. */
    public Chart line(String name, double[] x, double[] y) {
        return line(
                name, x, y, COLOURS[(int) marks.stream().filter(Mark::isLine).count() % COLOURS.length]);
    }

    /** Adds a line of a colour. */
    public Chart line(String name, double[] x, double[] y, String colour) {
        marks.add(new Mark(name, x, y, y, colour, 1));
        return this;
    }

    /** Adds an area between two lines. */
    public Chart band(String name, double[] x, double[] low, double[] high, double opacity) {
        marks.add(new Mark(name, x, low, high, COLOURS[0], opacity));
        return this;
    }

    /** Adds areas on top of each other, each in its own colour. */
    public Chart stack(String name, double[] x, double[] low, double[] high) {
        marks.add(new Mark(name, x, low, high, COLOURS[marks.size() % COLOURS.length], 0.85));
        return this;
    }

    /** Writes values of the axis in another way. */
    public Chart xTicks(DoubleFunction<String> text) {
        xTicks = text;
        return this;
    }

    /** Lets the upright axis begin at zero. */
    public Chart fromZero() {
        fromZero = true;
        return this;
    }

    /** The picture. */
    public String svg() {
        var x = Axis.of(marks.stream().map(Mark::x).toList(), false);
        List<double[]> upright = new ArrayList<>();
        for (Mark mark : marks) {
            upright.add(mark.low);
            upright.add(mark.high);
        }
        var y = Axis.of(upright, fromZero);
        int perLine = Math.max(1, (WIDTH - LEFT - RIGHT) / LEGEND_COLUMN);
        int height = HEIGHT + LEGEND_LINE * ((marks.size() + perLine - 1) / perLine);
        var svg = new StringBuilder(format(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' font-family='sans-serif'"
                        + " font-size='11'><rect width='100%%' height='100%%' fill='white'/>%n",
                WIDTH, height, WIDTH, height));
        svg.append(text(WIDTH / 2.0, 18, "middle", title));
        svg.append(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8.0, "middle", xLabel));
        svg.append(text(LEFT, TOP - 6.0, "end", yLabel));
        axes(svg, x, y);
        for (Mark mark : marks) {
            draw(svg, mark, x, y);
        }
        for (int i = 0; i < marks.size(); i++) {
            legend(svg, marks.get(i), LEFT + i % perLine * LEGEND_COLUMN, HEIGHT + 4 + i / perLine * LEGEND_LINE);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(StringBuilder svg, Axis x, Axis y) {
        for (double tick : y.ticks()) {
            double at = up(y, tick);
            svg.append(
                    format("<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#ddd'/>%n", LEFT, at, WIDTH - RIGHT, at));
            svg.append(text(LEFT - 6.0, at + 4, "end", number(tick)));
        }
        for (double tick : x.ticks()) {
            double at = across(x, tick);
            svg.append(format(
                    "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#999'/>%n",
                    at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 4));
            svg.append(text(at, HEIGHT - BOTTOM + 16.0, "middle", xTicks.apply(tick)));
        }
        svg.append(format(
                "<path d='M%d %d V%d H%d' fill='none' stroke='#333'/>%n", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT));
    }

    private static void draw(StringBuilder svg, Mark mark, Axis x, Axis y) {
        int i = 0;
        while (i < mark.x.length) {
            int end = i;
            while (end < mark.x.length && Double.isFinite(mark.low[end]) && Double.isFinite(mark.high[end])) {
                end++;
            }
            if (end > i) {
                run(svg, mark, x, y, i, end);
            }
            i = Math.max(end, i + 1);
        }
    }

    /** Draws the values from {@code from} to before {@code to}, all of which are known. */
    private static void run(StringBuilder svg, Mark mark, Axis x, Axis y, int from, int to) {
        var points = new StringBuilder();
        for (int i = from; i < to; i++) {
            points.append(format("%.1f,%.1f ", across(x, mark.x[i]), up(y, mark.high[i])));
        }
        if (mark.isLine()) {
            svg.append(format(
                    "<polyline fill='none' stroke='%s' stroke-width='1.4' points='%s'/>%n", mark.colour, points));
            return;
        }
        for (int i = to - 1; i >= from; i--) {
            points.append(format("%.1f,%.1f ", across(x, mark.x[i]), up(y, mark.low[i])));
        }
        svg.append(format("<polygon fill='%s' fill-opacity='%.2f' points='%s'/>%n", mark.colour, mark.opacity, points));
    }

    private static void legend(StringBuilder svg, Mark mark, int left, int top) {
        svg.append(format(
                "<rect x='%d' y='%d' width='14' height='%d' fill='%s' fill-opacity='%.2f'/>%n",
                left, mark.isLine() ? top + 5 : top, mark.isLine() ? 2 : 11, mark.colour, mark.opacity));
        svg.append(text(left + 19.0, top + 10.0, "start", mark.name));
    }

    private static double across(Axis x, double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * x.share(value);
    }

    private static double up(Axis y, double value) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * y.share(value);
    }

    private static String text(double x, double y, String anchor, String text) {
        return format("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>%n", x, y, anchor, escaped(text));
    }

    /** Text that is safe inside of an element. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String number(double value) {
        String text = format("%.6g", value);
        return text.indexOf('.') < 0 || text.indexOf('e') >= 0
                ? text
                : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern.replace("%n", "\n"), values);
    }

    /** Where values lie. */
    private record Axis(double from, double to, double step) {
        static Axis of(List<double[]> values, boolean fromZero) {
            double least = fromZero ? 0 : Double.POSITIVE_INFINITY;
            double most = fromZero ? 0 : Double.NEGATIVE_INFINITY;
            for (double[] each : values) {
                for (double value : each) {
                    least = Double.isFinite(value) ? Math.min(least, value) : least;
                    most = Double.isFinite(value) ? Math.max(most, value) : most;
                }
            }
            if (!(least < most)) {
                double only = Double.isFinite(least) ? least : 0;
                return new Axis(only - 1, only + 1, 1);
            }
            double step = step((most - least) / TICKS);
            return new Axis(least, most, step);
        }

        /** The next larger of 1, 2, 5 × 10ⁿ. */
        private static double step(double rough) {
            double power = StrictMath.pow(10, StrictMath.floor(StrictMath.log10(rough)));
            double digits = rough / power;
            return power * (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10);
        }

        double share(double value) {
            return (value - from) / (to - from);
        }

        double[] ticks() {
            double first = Math.ceil(from / step - 1e-9);
            int count = (int) (Math.floor(to / step + 1e-9) - first) + 1;
            double[] ticks = new double[Math.max(0, count)];
            for (int i = 0; i < ticks.length; i++) {
                ticks[i] = (first + i) * step;
            }
            return ticks;
        }
    }
}
