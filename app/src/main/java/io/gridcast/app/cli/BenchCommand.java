package io.gridcast.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.bench.Benchmark;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        description = {
            "Measures what the engine does on this machine: readings a second through checks and sums, then forecasts a second, on a"
                    + " broker of its own in the same process, exactly once.",
            "Takes about half a minute on two cores that have nothing else to do. Figures of a busy machine say little."
        },
        footer = {"  gridcast bench", "  gridcast bench --meters 5000 --days 14 --partitions 4 --json"})
final class BenchCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MIB = 1 << 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--meters", paramLabel = "N", description = "Meters (default: ${DEFAULT-VALUE}).")
    private int meters = 600;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Days of readings, one each quarter of an hour (default: ${DEFAULT-VALUE}).")
    private int days = 10;

    @Option(
            names = "--forecast-days",
            paramLabel = "N",
            description =
                    "Days after them in which 12 feeders and 3 zones are forecast each hour (default: ${DEFAULT-VALUE}).")
    private int forecastDays = 1;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of topics by meter and by series (default: ${DEFAULT-VALUE}).")
    private int partitions = 1;

    @Option(names = "--json", description = "Print an object with figures, size and machine.")
    private boolean asJson;

    @Override
    public Integer call() throws InterruptedException {
        Benchmark.Figures figures = new Benchmark(size(), this::say).run();
        PrintWriter out = spec.commandLine().getOut();
        out.print(asJson ? object(figures).toPrettyString() + System.lineSeparator() : text(figures));
        out.flush();
        return 0;
    }

    private Benchmark.Size size() {
        try {
            return new Benchmark.Size(meters, days, forecastDays, partitions);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String text(Benchmark.Figures figures) {
        return String.format(
                Locale.ROOT,
                "%,14.0f readings/s   %,d checked, summed and kept in %.1f s%n"
                        + "%,14.1f forecasts/s  %,d of 48 h each issued and scored in %.1f s%n"
                        + "%,14d set aside%n%s%n",
                figures.readingsPerSecond(),
                figures.readings(),
                figures.readingSeconds(),
                figures.forecastsPerSecond(),
                figures.forecasts(),
                figures.forecastSeconds(),
                figures.setAside(),
                machine());
    }

    private ObjectNode object(Benchmark.Figures figures) {
        ObjectNode node = JSON.createObjectNode()
                .put("readings", figures.readings())
                .put("reading_seconds", figures.readingSeconds())
                .put("readings_per_second", figures.readingsPerSecond())
                .put("forecasts", figures.forecasts())
                .put("forecast_seconds", figures.forecastSeconds())
                .put("forecasts_per_second", figures.forecastsPerSecond())
                .put("set_aside", figures.setAside())
                .put("meters", meters)
                .put("days", days)
                .put("forecast_days", forecastDays)
                .put("partitions", partitions);
        return node.put("gridcast", Version.number()).put("machine", machine());
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "%d processors, heap of %.0f MiB at most, Java %s, %s %s; broker and engine in one process",
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() / MIB,
                Runtime.version(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
