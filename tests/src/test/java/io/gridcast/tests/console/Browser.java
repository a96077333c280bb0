package io.gridcast.tests.console;

import io.gridcast.tests.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window, with a profile of its own. Tests that want one are skipped where there is none, and stderr says so. */
final class Browser implements AutoCloseable {
    private static final String INSTALL = "apt-get install chromium chromium-driver";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LOOK_EVERY_MS = 50;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** @param profile where it keeps what it wants to keep */
    static Browser start(Path profile) {
        Path chromium = Programs.required("chromium", INSTALL, "the console");
        Path driver = Programs.required("chromedriver", INSTALL, "the console");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toString());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=1440,900",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    void open(String url) {
        driver.get(url);
    }

    /** Opens what may not be served yet. */
    void openOnceServed(String url, Runnable look) {
        await(url + " is served", Duration.ofMinutes(2), () -> {
            look.run();
            try {
                driver.get(url);
                return true;
            } catch (WebDriverException e) {
                return false; // nobody listens there yet
            }
        });
        complaints();
    }

    /** Goes to another view of the page that is open. */
    void view(String hash) {
        js("location.hash = arguments[0]", hash);
    }

    WebElement one(String css) {
        await("there is " + css, () -> !all(css).isEmpty());
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Clicks what may just be drawn anew. */
    void click(String css) {
        await(css + " can be clicked", () -> {
            try {
                one(css).click();
                return true;
            } catch (StaleElementReferenceException e) {
                return false;
            }
        });
    }

    /** What a promise gives. */
    Object promised(String expression) {
        Object found = driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1]; (" + expression + ").then(done, e => done(String(e)))");
        return found == null ? "" : found;
    }

    /** The text of the first element, as it is in the page whether in sight or not; empty where there is none. */
    String text(String css) {
        return String.valueOf(js("return document.querySelector(arguments[0])?.textContent ?? ''", css));
    }

    void awaitText(String css, String part) {
        await(
                "text of " + css + " has '" + part + "'; it is '" + text(css) + "'",
                () -> text(css).contains(part));
    }

    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void press(Keys key) {
        keys(key);
    }

    Object js(String script, Object... arguments) {
        Object found = driver.executeScript(script, arguments);
        return found == null ? "" : found;
    }

    double number(String script) {
        return ((Number) js(script)).doubleValue();
    }

    void dark(boolean isDark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light"))));
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /** Kept as output of the build, for people to look at. */
    void screenshot(String name) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** As {@link #screenshot}, a line of text. */
    void keep(String name, String text) throws IOException {
        Files.createDirectories(SCREENSHOTS);
        Files.writeString(SCREENSHOTS.resolve(name + ".txt"), text);
    }

    /** Bytes of the heap that are used, after a collection. */
    double heapBytes() {
        driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        Map<String, Object> usage = driver.executeCdpCommand("Runtime.getHeapUsage", Map.of());
        return ((Number) Objects.requireNonNull(usage.get("usedSize"))).doubleValue();
    }

    /** What the page has complained about since it was last asked: errors of scripts, of the network, of the content security policy. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    void await(String what, BooleanSupplier condition) {
        await(what, PATIENCE, condition);
    }

    void await(String what, Duration patience, BooleanSupplier condition) {
        long untilNs = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > untilNs) {
                throw new AssertionError(
                        "not within " + patience.toSeconds() + " s: " + what + "; complaints: " + complaints());
            }
            driver.executeAsyncScript("setTimeout(arguments[arguments.length - 1], " + LOOK_EVERY_MS + ")");
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
