package io.gridcast.training.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.MeterReading;
import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.market.MarketPrice;
import io.gridcast.core.market.SystemOutlook;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedFolderTest {
    @TempDir
    Path folder;

    @BeforeEach
    void seriesAndLoad() throws IOException {
        write(
                "series.csv",
                "series_id,zone,targets,resolution,time_zone,holiday_region,unit_load,unit_price,latitude,longitude",
                "A,Z,load+price,PT1H,Europe/Madrid,ES,MW,EUR/MWh,40.4,-3.7");
        write("load.csv", "interval_start,series_id,load_mw", "2017-01-01T00:00:00Z,A,10.5");
    }

    @Test
    void publishedForecastsAreReadByZoneAndModelAndAreNoEvents() throws IOException {
        write(
                "published_forecasts.csv",
                "delivery_start,zone,lear,dnn",
                "2017-01-01T00:00:00Z,Z,10.5,",
                "2017-01-01T01:00:00Z,Z,11.5,12.5");

        PublishedForecasts published = FeedFolder.open(folder).published();

        assertThat(published.of("Z"))
                .hasEntrySatisfying("lear", model -> assertThat(model.values()).containsExactly(10.5f, 11.5f))
                .hasEntrySatisfying("dnn", model -> assertThat(model.values()).containsExactly(12.5f));
        assertThat(published.of("elsewhere")).isEmpty();
        assertThat(read()).hasSize(2);
    }

    @Test
    void eventsComeInTheOrderInWhichTheyBecameKnown() throws IOException {
        write("load.csv", "interval_start,series_id,load_mw", "2017-01-01T01:00:00Z,A,11", "2017-01-01T00:00:00Z,A,10");
        write(
                "prices.csv",
                "delivery_start,zone,product,price_per_mwh,published_at",
                "2017-01-02T00:00:00Z,Z,day_ahead,40,2017-01-01T01:30:00Z");
        write("weather_observed.csv", "observed_at,zone,station,temperature_c", "2017-01-01T00:00:00Z,Z,S,5.5");
        write(
                "outlook.csv",
                "issued_at,valid_at,zone,load_forecast_mw",
                "2017-01-01T00:30:00Z,2017-01-02T01:00:00Z,Z,2",
                "2017-01-01T00:30:00Z,2017-01-02T00:00:00Z,Z,1");

        List<TimedEvent> events = read();

        assertThat(events)
                .extracting(event -> event.fact().getClass().getSimpleName())
                .containsExactly(
                        "Series", "SystemOutlook", "ObservedLoad", "WeatherObservation", "MarketPrice", "ObservedLoad");
        assertThat(events).extracting(TimedEvent::availableAt).isSorted();
        assertThat(((SystemOutlook) events.get(1).fact()).steps().values()).containsExactly(1, 2);
    }

    @Test
    void aMissingValueTellsNothing() throws IOException {
        write("load.csv", "interval_start,series_id,load_mw", "2017-01-01T00:00:00Z,A,", "2017-01-01T01:00:00Z,A,10");

        assertThat(read())
                .filteredOn(event -> event.fact() instanceof ObservedLoad)
                .hasSize(1);
    }

    @Test
    void aPricesLengthIsWhatLiesBetweenItAndTheNext() throws IOException {
        write(
                "prices.csv",
                "delivery_start,zone,product,price_per_mwh,published_at",
                "2017-01-01T00:00:00Z,Z,spot,40,2017-01-01T00:30:00Z",
                "2017-01-01T00:30:00Z,Z,spot,41,2017-01-01T01:00:00Z",
                "2017-01-02T00:00:00Z,Z,day_ahead,50,2017-01-01T12:00:00Z",
                "2017-01-02T01:00:00Z,Z,day_ahead,51,2017-01-01T12:00:00Z");

        assertThat(read())
                .filteredOn(event -> event.fact() instanceof MarketPrice)
                .extracting(event -> ((MarketPrice) event.fact()).resolution())
                .containsExactly(
                        Duration.ofMinutes(30), Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(1));
    }

    @Test
    void aWideTableGivesOneReadingAMeterAndInterval() throws IOException {
        Files.delete(folder.resolve("load.csv"));
        write("meters.csv", "meter_id,series_id", "M1,A", "M2,A");
        zipped("meter_readings.csv.gz", "interval_start,M1,M2\n2017-01-01T00:00:00Z,0.5,\n2017-01-01T01:00:00Z,1,2\n");

        List<TimedEvent> readings = read().stream()
                .filter(event -> event.fact() instanceof MeterReading)
                .toList();

        assertThat(readings)
                .extracting(event -> ((MeterReading) event.fact()).meterId())
                .containsExactly("M1", "M1", "M2");
        assertThat(readings.get(0).availableAt()).isEqualTo(Instant.parse("2017-01-01T01:00:00Z"));
    }

    @Test
    void aFolderWithoutSeriesSaysSo() throws IOException {
        Files.delete(folder.resolve("series.csv"));

        assertThatThrownBy(() -> FeedFolder.open(folder))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("series.csv");
    }

    @Test
    void aFolderWithoutMeasurementsSaysWhatIsMissing() throws IOException {
        Files.delete(folder.resolve("load.csv"));

        assertThatThrownBy(() -> FeedFolder.open(folder))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("load.csv");
    }

    @Test
    void aWrongColumnIsNamedWithTheColumnsThatAreThere() throws IOException {
        write("load.csv", "interval_start,series_id,load_kw", "2017-01-01T00:00:00Z,A,1");

        assertThatThrownBy(this::read)
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("load_mw")
                .hasMessageContaining("load_kw");
    }

    @Test
    void aBrokenLineIsNamedWithItsFileNumberAndValue() throws IOException {
        write(
                "load.csv",
                "interval_start,series_id,load_mw",
                "2017-01-01T00:00:00Z,A,10",
                "2017-01-01T01:00:00Z,A,ten");

        assertThatThrownBy(this::read)
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("load.csv line 3")
                .hasMessageContaining("'ten'");
    }

    @Test
    void aLineWithTooFewCellsIsNamed() throws IOException {
        write("load.csv", "interval_start,series_id,load_mw", "2017-01-01T00:00:00Z,A");

        assertThatThrownBy(this::read)
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("line 2 has 2 cells, the header names 3");
    }

    @Test
    void anUnknownHolidayRegionIsNamedWithItsLine() throws IOException {
        write(
                "series.csv",
                "series_id,zone,targets,resolution,time_zone,holiday_region",
                "A,Z,load,PT1H,Europe/Madrid,XX");

        assertThatThrownBy(() -> FeedFolder.open(folder))
                .isInstanceOf(ExplainedException.class)
                .hasMessageContaining("series.csv line 2")
                .hasMessageContaining("'XX'");
    }

    @Test
    void aFileThatIsNoGzipIsUnreadable() throws IOException {
        Files.delete(folder.resolve("load.csv"));
        write("load.csv.gz", "interval_start,series_id,load_mw");

        assertThatThrownBy(this::read).isInstanceOf(ExplainedException.class).hasMessageContaining("cannot be read");
    }

    private List<TimedEvent> read() {
        List<TimedEvent> events = new ArrayList<>();
        FeedFolder.open(folder).events().forEachRemaining(events::add);
        return events;
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
    }

    private void zipped(String name, String text) throws IOException {
        try (Writer out = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))), StandardCharsets.UTF_8)) {
            out.write(text);
        }
    }
}
