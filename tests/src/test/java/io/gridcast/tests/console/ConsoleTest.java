package io.gridcast.tests.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
    /** Nobody waits so long for a page: no figure of how fast it is. */
    private static final double HANGS_MS = 10_000;

    private static final double ENOUGH_CONTRAST = 4.5;
    private static final String TOKEN = "graces-token";
    private static final String ACTIVE = ".grid-row.active .c-series";
    private static final String COUNT = ".fleet .count";

    /** Whether the last record of each topic has come. */
    private static final String SERVED = """
            Promise.all(['/v1/series?limit=2000', '/v1/verdicts', '/v1/drift', '/v1/audit', '/v1/series/feeder-0100/scores?window=d7',
                '/v1/series/feeder-0100/forecasts?target=price'].map(path => fetch(path).then(r => r.json())))
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
        PackShipment champion = ShownFeeder.champion();
        new ModelDesk(platform, "ada").publish(champion, "first", Fleet.NOON);
        fleet = new Fleet(platform, champion.deployed());
        fleet.publish(challenger.deployed());
        ShownFeeder.publish(fleet, champion.deployed(), challenger.deployed());
        fleet.flush();
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
    @Order(1)
    void zonesShowTheBandOfTheirLoadAndThatOfTheirPrice() {
        assertThat(zoneCells("thead tr")).contains("Load, 80 % bandMW", "Price, 80 % band");
        int band = zoneCells("thead tr").indexOf("Load, 80 % bandMW");

        browser.await(
                "the bands of 249 feeders and of " + ShownFeeder.ID,
                () -> zoneCells("tbody tr:nth-child(5)").get(band).equals("5\u202f526 … 6\u202f526"));

        List<String> told = zoneCells("tbody tr:nth-child(5)");
        assertThat(told.get(0)).isEqualTo(Fleet.zone(ShownFeeder.ID));
        assertThat(told.get(band - 1)).isEqualTo("6\u202f026");
        assertThat(told.get(band + 2)).isEqualTo("22.00 … 38.00");
    }

    @Test
    @Order(1)
    void howOldAForecastMayBeDependsOnHowOftenOneIsIssued() {
        assertThat(forecastState("PT1H", 70)).isEqualTo("fresh");
        assertThat(forecastState("PT1H", 100)).isEqualTo("late");
        assertThat(forecastState("PT30M", 40)).isEqualTo("fresh");
        assertThat(forecastState("PT30M", 50)).isEqualTo("late");
        assertThat(forecastState("PT30M", 70)).isEqualTo("stale");
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

        signIn();
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
    void whatSomebodyElseProposedIsApprovedAndAChampionRolledBackForAReasonAlone() throws Exception {
        signIn();
        browser.view("#/models");
        browser.awaitText(".proposal", "was proposed by ada (better by 5 %)");

        browser.click(".proposal button[data-kind=approve]");
        browser.one("#why").sendKeys(Keys.ENTER);
        assertThat(browser.all("dialog[open] #why:invalid"))
                .as("asks for the reason that is missing")
                .hasSize(1);
        assertThat(commands(CommandKind.APPROVE)).isEmpty();
        browser.one("#why").sendKeys("so say I", Keys.ENTER);
        browser.awaitText(".notice", "approve center-load@1 was handed in by grace");
        assertThat(commands(CommandKind.APPROVE)).singleElement().satisfies(command -> {
            assertThat(command.model()).isEqualTo(challenger.model());
            assertThat(command.who()).isEqualTo("grace");
            assertThat(command.why()).isEqualTo("so say I");
        });

        browser.click("tr[data-role=champion] button[data-kind=roll-back]");
        browser.one("#why").sendKeys("it was off all night", Keys.ENTER);
        browser.awaitText(".notice:last-of-type", "roll back load-py@7 was handed in by grace");
        assertThat(commands(CommandKind.ROLL_BACK)).singleElement().satisfies(command -> {
            assertThat(command.model()).hasToString("load-py@7");
            assertThat(command.scope()).hasToString("load/*");
            assertThat(command.why()).isEqualTo("it was off all night");
        });
    }

    @Test
    @Order(4)
    void theAuditSaysWhoDidWhatAndWhyAndThatItsLinksHold() throws Exception {
        browser.view("#/audit");
        browser.awaitText("section[aria-labelledby=audit-head] .count", "links of 4 entries hold");

        List<String> rows = texts("section[aria-labelledby=audit-head] tbody tr");
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0)).contains("3", "ada", "propose", "center-load@1", "better by 5 %", "load/*");
        assertThat(rows.get(2)).contains("deploy", "load-py@7", "it was <b>good</b>");
        browser.one("#filter").sendKeys("shadow");
        browser.await(
                "one entry is left",
                () -> texts("section[aria-labelledby=audit-head] tbody tr").size() == 1);
        assertThat(texts("section[aria-labelledby=audit-head] tbody tr").get(0)).contains("look at it");
        browser.screenshot("audit");
        browser.one("#filter").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    }

    @Test
    @Order(3)
    void whatDrivesAForecastIsDrawnWithFiguresThatSumToIt() throws Exception {
        browser.view("#/series/" + ShownFeeder.ID);
        browser.click("#explain");
        browser.awaitText(".drivers tbody", "where the model starts");

        List<Double> parts = figures(".drivers tbody tr:not(.sum) .figure");
        double issued = figures(".drivers tbody tr.sum .figure").get(0);
        assertThat(issued).isEqualTo(50);
        assertThat(parts).hasSizeGreaterThanOrEqualTo(4);
        assertThat(parts.stream().mapToDouble(part -> part).sum()).isCloseTo(issued, within(0.03));
        assertThat(browser.number("return Math.max(...[...document.querySelectorAll('.drivers svg.bar rect')]"
                        + ".map(bar => bar.getBoundingClientRect().width))"))
                .as("the longest bar, pixels")
                .isGreaterThan(10);
        browser.one("section[aria-labelledby=drivers-head] input[type=range]").sendKeys(Keys.ARROW_RIGHT);
        browser.awaitText(".drivers tr.sum", "51.0");
        browser.one("section[aria-labelledby=drivers-head] details summary").click();
        browser.awaitText("section[aria-labelledby=drivers-head] details", "lag_1d");
        browser.screenshot("series-drivers");
    }

    @Test
    @Order(3)
    void errorsAreDrawnByLeadTimeForTheChampionAndItsShadow() throws Exception {
        String panel = "section[aria-labelledby=errors-head]";
        browser.view("#/series/" + ShownFeeder.ID);
        browser.await("a chart of errors is drawn", () -> inked(panel + " canvas") > 500);

        assertThat(browser.one(panel + " .chart").getDomAttribute("aria-label"))
                .isEqualTo("Mean absolute error of feeder-0100 by lead time, of 2 models");
        browser.one(panel + " summary").click();
        browser.awaitText(panel + " tbody", "load-py@7");
        List<String> rows = texts(panel + " tbody tr");
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0)).contains("load-py@7", "champion", "1–6 h", "1.25", "80 %");
        assertThat(rows.get(1)).contains("load-py@7", "champion", "7–24 h", "2.75");
        assertThat(rows.get(2)).contains("center-load@1", "shadow", "1–6 h");
        browser.screenshot("series-errors");
    }

    @Test
    @Order(3)
    void thePriceHasAFanChartOfItsOwn() throws Exception {
        browser.view("#/series/" + ShownFeeder.ID);
        browser.await("a chart is drawn", () -> inked() > 1_000);

        browser.click("section[aria-labelledby=forecast-head] .tabs button[aria-pressed=false]");

        browser.awaitText("#main .issue", "price-lear@3");
        browser.await("the price is drawn", () -> inked() > 1_000);
        assertThat(browser.one("#main .chart").getDomAttribute("aria-label"))
                .startsWith("price of feeder-0100: 24 slots forecast")
                .contains("highest 53.00");
        assertThat(browser.text("#main .legend")).contains("actual", "forecast", "90 % band", "80 % band", "50 % band");
        browser.one("#main .chart-box summary").click();
        browser.awaitText("#main .chart-box tbody", "53.0");
        assertThat(browser.text("#main .chart-box thead")).contains("forecast, EUR/MWh", "80 % band, EUR/MWh");
        browser.screenshot("series-price");
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
        assertThat(paintMs)
                .as("figures are above; this is for a page that hangs")
                .isLessThan(HANGS_MS);
    }

    private static void signIn() {
        browser.click("#token");
        browser.one("#token-field").sendKeys(Keys.chord(Keys.CONTROL, "a"), TOKEN, Keys.ENTER);
        browser.await("the token is used", () -> browser.all("dialog[open]").isEmpty());
    }

    private static List<String> texts(String css) {
        return ((List<?>)
                        browser.js("return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", css))
                .stream()
                        .map(text -> String.valueOf(text).replaceAll("[\\u2009\\u202f\\u00a0]", " "))
                        .toList();
    }

    /** As they are written, signs and all. */
    private static List<Double> figures(String css) {
        return texts(css).stream()
                .map(text -> Double.valueOf(text.replace('\u2212', '-').replace("+", "")))
                .toList();
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

    private static List<String> zoneCells(String row) {
        return browser.all(".zones " + row + " > *").stream()
                .map(cell -> String.valueOf(cell.getDomProperty("textContent")))
                .toList();
    }

    /** What the page says of a load forecast that was issued so many minutes before the engine's time. */
    private static Object forecastState(String interval, int minutes) {
        return browser.promised("""
                Promise.all([import('/assets/trust.js'), import('/assets/api.js')]).then(([trust, api]) =>
                  trust.forecastFreshness({forecasts: {load: {interval: '%s',
                    issuedAt: new Date(api.engineNow() - %d * 60000).toISOString()}}}, 'load').state)
                """.formatted(interval, minutes));
    }

    private static double inked() {
        return inked("#main .chart canvas");
    }

    /** Pixels of a chart that are not its ground; read from a copy, for the browser complains of a chart that is read again and again. */
    private static double inked(String css) {
        return ((Number) browser.js("""
                const canvas = document.querySelector(arguments[0]);
                if (!canvas || !canvas.width) return 0;
                const copy = document.createElement('canvas');
                copy.width = canvas.width;
                copy.height = canvas.height;
                const context = copy.getContext('2d', {willReadFrequently: true});
                context.drawImage(canvas, 0, 0);
                const pixels = context.getImageData(0, 0, copy.width, copy.height).data;
                let inked = 0;
                for (let i = 3; i < pixels.length; i += 4) if (pixels[i] > 0) inked++;
                return inked;
                """, css)).doubleValue();
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
