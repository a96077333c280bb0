package io.gridcast.tests.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.models.ModelDesk;
import io.gridcast.app.models.PackShipment;
import io.gridcast.app.platform.Platform;
import io.gridcast.app.platform.Platforms;
import io.gridcast.app.topics.Keep;
import io.gridcast.app.topics.Partitions;
import io.gridcast.core.model.CommandKind;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.serdes.Topics;
import io.gridcast.tests.models.TwelveFeatures;
import io.gridcast.tests.replay.CenterModel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The console in a real browser, on stores that were filled through topics with 2,000 series. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleTest {
    private static final int MOST_ROWS = 80;
    private static final double MOST_GROWTH_BYTES = 5e6;
    private static final double ENOUGH_CONTRAST = 4.5;
    private static final String TOKEN = "graces-token";
    private static final String ACTIVE = ".grid-row.active .c-series";
    private static final String COUNT = ".fleet .count";

    /** Whether the last record of each topic has come. */
    private static final String SERVED = """
            Promise.all(['/v1/series?limit=2000', '/v1/verdicts', '/v1/drift'].map(path => fetch(path).then(r => r.json())))
              .then(([series, ...others]) => series.items.length === 2000
                && series.items.every(item => item.load && item.forecasts.load) && others.every(list => list.items.length > 0))
            """;

    @TempDir
    private static Path directory;

    private static Platform platform;
    private static Fleet fleet;
    private static ServedStores served;
    private static Browser browser;
    private static PackShipment challenger;

    @BeforeAll
    static void start() throws Exception {
        browser = Browser.start(directory.resolve("profile"));
        platform = Platforms.embedded(directory.resolve("platform"));
        platform.createTopics(Partitions.of(1), Keep.EVERYTHING);
        challenger = new PackShipment(CenterModel.pack(TwelveFeatures.schema()));
        new ModelDesk(platform, "ada").publish(challenger, "first", Fleet.NOON);
        fleet = new Fleet(platform);
        fleet.publish(challenger.deployed());
        served = ServedStores.start(platform, directory, TOKEN, Fleet.NOW);
        browser.open(served.url() + "/");
        browser.await(
                "all that was published is served",
                () -> browser.promised(SERVED).equals(true));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (served != null) {
            served.close();
        }
        if (fleet != null) {
            fleet.close();
        }
        if (platform != null) {
            platform.close();
        }
    }

    @BeforeEach
    void openOverview() {
        browser.size(1440, 900);
        browser.dark(false);
        browser.open(served.url() + "/");
        browser.awaitText(COUNT, Fleet.SIZE + " of " + Fleet.SIZE);
        browser.awaitText("#link", "live");
    }

    @AfterEach
    void nothingWasComplainedAbout() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(1)
    void theOverviewShowsAllSeriesByRowsInSightAloneAndFollowsEvents() throws Exception {
        assertThat(browser.all(".grid-sizer .grid-row")).hasSizeBetween(5, MOST_ROWS);
        assertThat(browser.one("[role=grid]").getDomAttribute("aria-rowcount")).isEqualTo("" + (Fleet.SIZE + 1));
        filter(Fleet.SHOWN);
        browser.awaitText(".grid-sizer .c-fresh", "fresh");

        fleet.observe(Fleet.SHOWN, Fleet.NOON, 77.7);
        fleet.forecast(Fleet.SHOWN, Fleet.NOON.plusSeconds(60), 88.8f);
        fleet.flush();

        browser.awaitText(".grid-sizer .c-load", "77.70");
        browser.awaitText(".grid-sizer .c-forecast", "88.80");
        filter("");
        browser.screenshot("overview-light");
        browser.dark(true);
        browser.screenshot("overview-dark");
        browser.size(390, 844);
        browser.await(
                "no sideways scrolling on a phone", () -> browser.number("return document.body.scrollWidth") <= 390);
        browser.screenshot("overview-phone");
    }

    @Test
    @Order(2)
    void aKeyboardAloneFindsAndOpensASeries() {
        browser.keys("/");
        browser.keys("feeder-012");
        browser.awaitText(COUNT, "10 of");
        browser.press(Keys.ARROW_DOWN);
        browser.press(Keys.ARROW_DOWN);
        browser.press(Keys.ARROW_DOWN);
        browser.awaitText(ACTIVE, "feeder-0122");
        browser.press(Keys.END);
        browser.awaitText(ACTIVE, "feeder-0129");

        browser.press(Keys.ENTER);

        browser.awaitText("main h1", "feeder-0129");
        browser.keys("g");
        browser.keys("d");
        browser.awaitText("#drift-head", "Drift");
        assertThat(browser.text("nav a[aria-current=page]")).isEqualTo("Drift");
    }

    @Test
    @Order(3)
    void aSeriesIsDrawnAndShownAsItWasKnown() throws Exception {
        browser.view("#/series/" + Fleet.SHOWN);
        browser.await("a chart is drawn", () -> inked() > 1_000);
        String live = browser.text("#main .issue");
        WebElement slider = browser.one("#as-of");
        slider.sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);

        browser.await(
                "another issue is shown", () -> !browser.text("#main .issue").equals(live));

        browser.awaitText("#main .issue", "Issued 21 Nov 10:00 UTC (11:00 CET)");
        assertThat(browser.one("#main .chart").getDomAttribute("aria-label")).contains("as known at 21 Nov 10:00 UTC");
        browser.one("#main .chart-box summary").click();
        browser.awaitText("#main .chart-box tbody", "102.0");
        browser.screenshot("series-then");
        browser.one("#live").click();
        browser.await("back to now", () -> browser.text("#main .issue").equals(live));
        browser.dark(true);
        browser.screenshot("series-dark");
        browser.size(390, 844);
        browser.screenshot("series-phone");
    }

    @Test
    @Order(4)
    void aPromotionTakesAReasonAndATokenAndIsACommandOnItsTopic() throws Exception {
        browser.view("#/models");
        browser.awaitText(".test", "challenger better");
        browser.click("tr[data-role=shadow] button[data-kind=promote]");
        browser.one("#why").sendKeys("better by 5 %", Keys.ENTER);
        browser.awaitText("dialog .problem", "token");
        assertThat(browser.text("dialog .problem")).contains("why").contains("mend");
        browser.screenshot("promote-refused");
        assertThat(browser.complaints()).allSatisfy(said -> assertThat(said).contains("401"));
        browser.click("dialog button[type=button]");

        browser.click("#token");
        browser.one("#token-field").sendKeys(TOKEN, Keys.ENTER);
        browser.click("tr[data-role=shadow] button[data-kind=promote]");
        browser.one("#why").sendKeys("better by 5 %", Keys.ENTER);
        browser.awaitText(".notice", "handed in by grace");

        assertThat(commands(CommandKind.PROMOTE)).singleElement().satisfies(command -> {
            assertThat(command.model()).isEqualTo(challenger.model());
            assertThat(command.who()).isEqualTo("grace");
            assertThat(command.why()).isEqualTo("better by 5 %");
        });
        assertThat(browser.js("return localStorage.length + document.cookie.length"))
                .isEqualTo(0L);
    }

    @Test
    @Order(5)
    void namesFromOutsideStayText() {
        filter("<img");
        browser.awaitText(".grid-sizer .c-series", Fleet.HOSTILE);
        browser.view("#/drift");
        browser.awaitText(".finding .cause", "<b>the weather</b> is new");
        browser.view("#/series/"
                + URLEncoder.encode(Fleet.HOSTILE, StandardCharsets.UTF_8).replace("+", "%20"));
        browser.awaitText("main h1", Fleet.HOSTILE);
        browser.await("a chart is drawn", () -> inked() > 1_000);
        browser.view("#/models");
        browser.awaitText("#score-series", Fleet.HOSTILE);

        assertThat(browser.js("return window.injected ?? 'no'")).isEqualTo("no");
        assertThat(browser.all("img[src=x], .finding b")).isEmpty();
    }

    @Test
    @Order(6)
    void everyViewCanBeUsedWithoutSeeingIt() {
        for (String view : List.of("#/", "#/series/" + Fleet.SHOWN, "#/models", "#/quality", "#/drift", "#/audit")) {
            browser.view(view);
            browser.await(
                    "a heading",
                    () -> !browser.all("main h1").isEmpty()
                            && browser.all("[aria-busy=true]").isEmpty());

            assertThat(nameless()).as(view).isEmpty();
            assertThat(
                            browser.js(
                                    "const ids = [...document.querySelectorAll('[id]')].map(e => e.id); return ids.length - new Set(ids).size"))
                    .as("ids that are there twice, " + view)
                    .isEqualTo(0L);
            assertThat(browser.all("header, nav, main, [role=status], [aria-live]"))
                    .hasSizeGreaterThanOrEqualTo(5);
        }
    }

    @Test
    @Order(7)
    void wordsStandOutInLightAndDark() {
        for (boolean dark : new boolean[] {false, true}) {
            browser.dark(dark);
            for (String colour : List.of("ink", "quiet", "good", "warn", "bad", "forecast", "outlook", "accent-text")) {
                for (String ground : List.of("ground", "raised")) {
                    assertThat(contrast(colour, ground))
                            .as(colour + " on " + ground)
                            .isGreaterThan(ENOUGH_CONTRAST);
                }
            }
        }
    }

    @Test
    @Order(8)
    void aLostConnectionIsSaidAndNothingLooksFresh() throws Exception {
        browser.awaitText(".grid-sizer .c-fresh", "fresh");

        served.silence();

        browser.awaitText("#banner", "Connection lost");
        browser.awaitText(".grid-sizer .c-fresh", "unknown");
        assertThat(browser.one("body").getDomAttribute("data-trusted")).isEqualTo("false");
        browser.screenshot("connection-lost");
        served.answer();
        browser.awaitText("#link", "live");
        browser.awaitText(".grid-sizer .c-fresh", "fresh");
        // Calls that failed may be told by the browser, or none was on its way; the page itself has nothing to complain
        // of.
        assertThat(browser.complaints()).allSatisfy(said -> assertThat(said).contains("net::ERR_"));
    }

    /** Its figures are kept for docs/measurements.md; {@code -Dgridcast.rounds=N} makes it longer. */
    @Test
    @Order(9)
    @Timeout(4_000)
    void memoryStaysFlatWhileEventsComeIn() throws Exception {
        int rounds = Integer.getInteger("gridcast.rounds", 3);
        double paintMs = browser.number("return performance.getEntriesByName('first-contentful-paint')[0].startTime");
        double allMs = browser.number(
                "return performance.getEntriesByType('resource').filter(e => e.name.includes('/v1/series')).slice(0, 3).at(-1).responseEnd");
        fleet.observeAll(Fleet.NOON.plus(Fleet.HOUR), 1);
        awaitRound(1);
        double before = browser.heapBytes();

        for (int round = 2; round <= rounds + 1; round++) {
            fleet.observeAll(Fleet.NOON.plus(Fleet.HOUR.multipliedBy(round)), round);
            awaitRound(round);
        }

        double grown = browser.heapBytes() - before;
        browser.keep(
                "figures",
                String.format(
                        Locale.ROOT,
                        "first contentful paint %.0f ms; all series there after %.0f ms; heap %.1f MB, %+.1f MB after %d events%n",
                        paintMs,
                        allMs,
                        before / 1e6,
                        grown / 1e6,
                        rounds * Fleet.SIZE));
        assertThat(grown).isLessThan(MOST_GROWTH_BYTES);
    }

    private static void awaitRound(int round) {
        String shown = String.format(Locale.ROOT, "%d.00", 10 + round % 80);
        browser.await(
                "round " + round + " is shown",
                () -> browser.text(".grid-sizer .c-load").equals(shown));
    }

    private static void filter(String text) {
        WebElement field = browser.one("#filter");
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
        field.sendKeys(text);
        browser.await(
                "the list is filtered by '" + text + "'",
                () -> text.isEmpty() || browser.text(".grid-sizer .c-series").contains(text));
    }

    /** Pixels of the first chart that are not its ground. */
    private static double inked() {
        return browser.number("""
                const canvas = document.querySelector('#main .chart canvas');
                if (!canvas || !canvas.width) return 0;
                const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                let inked = 0;
                for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 0) inked++;
                return inked;
                """);
    }

    /** Controls and regions that a screen reader could not name. */
    private static List<?> nameless() {
        return (List<?>) browser.js("""
                const named = e => e.getAttribute('aria-label') || e.getAttribute('title')
                  || [...(e.labels ?? [])].some(l => l.textContent.trim())
                  || (e.getAttribute('aria-labelledby') ?? '').split(' ').some(id => document.getElementById(id)?.textContent.trim())
                  || (!['INPUT', 'SELECT'].includes(e.tagName) && e.textContent.trim());
                const all = [...document.querySelectorAll('button, a, input, select, nav, [role=grid], [role=region], [role=img]')];
                const bad = all.filter(e => !named(e)).map(e => e.outerHTML.slice(0, 120));
                const tables = [...document.querySelectorAll('table')].filter(t => !t.caption).map(t => 'table without caption');
                return [...bad, ...tables, ...(document.documentElement.lang ? [] : ['no language'])];
                """);
    }

    /** Of two colours of the style sheet, as WCAG 2 counts it. */
    private static double contrast(String one, String other) {
        return browser.number("""
                const light = name => {
                  const hex = getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim().slice(1);
                  const [r, g, b] = [0, 2, 4].map(i => parseInt(hex.slice(i, i + 2), 16) / 255)
                    .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
                  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                };
                const [a, b] = [light('%s'), light('%s')];
                return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                """.formatted(one, other));
    }

    private static List<ModelCommand> commands(CommandKind kind) {
        List<ModelCommand> found = new ArrayList<>();
        TopicFollower.readToEnd(
                platform.cluster().client(),
                new Subscription(platform.registry()).values(Topics.MODELS_COMMANDS, (command, at) -> {
                    if (command.kind() == kind) {
                        found.add(command);
                    }
                }));
        return found;
    }
}
