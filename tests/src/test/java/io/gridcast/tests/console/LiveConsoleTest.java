package io.gridcast.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.net.Ports;
import io.gridcast.tests.replay.CommandLines;
import io.gridcast.tests.replay.RunningCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, in front of a whole engine that forecasts a simulated country. */
class LiveConsoleTest {
    private static final Duration FORECASTS_WITHIN = Duration.ofMinutes(4);

    @TempDir
    private Path directory;

    @Test
    @Timeout(400)
    void forecastsOfARunningDemoComeIntoAPageThatIsOpen() throws Exception {
        int port = Ports.free();
        long startNs = System.nanoTime();
        try (Browser browser = Browser.start(directory.resolve("profile"));
                RunningCommand demo = new CommandLines(directory, "-Xmx1500m")
                        .start("demo", List.of("demo", "--speed", "600", "--http-port", Integer.toString(port)))) {
            browser.openOnceServed("http://127.0.0.1:" + port + "/", demo::requireRunning);

            browser.await("forecasts come in", FORECASTS_WITHIN, () -> {
                demo.requireRunning();
                String rungs = browser.text(".zones tbody");
                return rungs.contains("similar days") || rungs.contains("champion");
            });
            browser.keep(
                    "demo-figures",
                    String.format(
                            Locale.ROOT,
                            "first forecast in the browser %.1f s after the demo was started%n",
                            (System.nanoTime() - startNs) / 1e9));
            browser.awaitText("#link", "live");
            browser.awaitText(".zones tbody", "EUR/MWh");
            browser.screenshot("demo-overview");
            browser.click(".grid-sizer .c-series a");
            browser.awaitText("#main .issue", "Issued");
            browser.await(
                    "a chart is drawn",
                    () -> !browser.all("#main .chart canvas").isEmpty());
            browser.screenshot("demo-series");
            assertThat(browser.text("#main .facts")).contains("MW");
        }
    }
}
