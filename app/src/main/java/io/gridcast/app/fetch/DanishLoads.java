package io.gridcast.app.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridcast.core.grid.LoadQuality;
import io.gridcast.core.grid.ObservedLoad;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rows of a dataset of consumption as loads of series. */
final class DanishLoads {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.]{1,40}");

    private final DatasetRows rows;
    private final Set<String> areas;
    private final ConsumptionDataset dataset;

    DanishLoads(DatasetRows rows, Set<String> areas, ConsumptionDataset dataset) {
        this.rows = rows;
        this.areas = areas;
        this.dataset = dataset;
    }

    List<ObservedLoad> read(Instant from, Instant to, SetAside setAside) throws InterruptedException {
        DatasetRows.Wanted wanted = dataset.isByArea()
                ? new DatasetRows.Wanted(
                        dataset.dataset(),
                        List.of(dataset.time(), ConsumptionDataset.AREA, dataset.type()),
                        dataset.energy(),
                        areas)
                : new DatasetRows.Wanted(
                        dataset.dataset(), List.of(dataset.time(), dataset.type()), dataset.energy(), Set.of());
        Map<String, ObservedLoad> loads = new LinkedHashMap<>();
        for (JsonNode row : rows.read(wanted, from, to)) {
            Optional<Instant> time = DatasetRows.time(row, dataset.time());
            if (time.isEmpty() || !time.get().equals(time.get().truncatedTo(ChronoUnit.HOURS))) {
                setAside.add(dataset.time() + " is no full hour", row.toString());
            } else if (EnergiDataService.isWithin(time.get(), from, to)) {
                load(row, time.get(), setAside).ifPresent(load -> put(loads, load, row, setAside));
            }
        }
        return List.copyOf(loads.values());
    }

    private Optional<ObservedLoad> load(JsonNode row, Instant time, SetAside setAside) {
        String area = row.path(ConsumptionDataset.AREA).asText("").strip();
        area = area.isEmpty() && !dataset.isByArea() ? EnergiDataService.WHOLE_COUNTRY : area;
        String code = row.path(dataset.type()).asText("").strip();
        Optional<Double> energy = DatasetRows.number(row, dataset.energy());
        if (area.isEmpty() || !CODE.matcher(code).matches()) {
            setAside.add("it names no area or no code", row.toString());
        } else if (!areas.contains(area) && !area.equals(EnergiDataService.WHOLE_COUNTRY)) {
            return Optional.empty(); // not asked for
        } else if (energy.isEmpty()) {
            setAside.add(dataset.energy() + " is missing or no number", row.toString());
        } else if (energy.get() < 0) {
            setAside.add(dataset.energy() + " is negative, which consumption cannot be", row.toString());
        } else {
            double loadMw = dataset.loadMw(energy.get());
            return Optional.of(new ObservedLoad(
                    area + "-" + code, time, EnergiDataService.HOUR, loadMw, 1, LoadQuality.MEASURED, 0));
        }
        return Optional.empty();
    }

    /** A row that is there twice counts once; where both differ, the later one in the service's order. */
    private static void put(Map<String, ObservedLoad> loads, ObservedLoad load, JsonNode row, SetAside setAside) {
        ObservedLoad before = loads.put(load.slot() + " " + load.seriesId(), load);
        if (before != null && before.loadMw() != load.loadMw()) {
            setAside.add("an earlier row of the same hour, area and code says otherwise", row.toString());
        }
    }
}
