package io.gridcast.app.fetch;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Datasets of consumption by the hour and by industry code, and what their columns are called. */
public enum ConsumptionDataset {
    /** By price area and the industry codes DE35; energy in kWh. */
    DE35("ConsumptionDE35Hour", "HourUTC", "ConsumerType_DE35", "TotalCon", 1),
    /** By the industry codes DK36, energy in MWh; of the whole country where rows name no price area. */
    DK36("ConsumptionDK3619IndustryHour", "TimeUTC", "DK36Code", "Consumption_MWh", 1000);

    /** Column of the price area. */
    static final String AREA = "PriceArea";

    private final String dataset;
    private final String time;
    private final String type;
    private final String energy;
    private final double kwh;

    ConsumptionDataset(String dataset, String time, String type, String energy, double kwh) {
        this.dataset = dataset;
        this.time = time;
        this.type = type;
        this.energy = energy;
        this.kwh = kwh;
    }

    /** Its name at the service. */
    public String dataset() {
        return dataset;
    }

    String time() {
        return time;
    }

    String type() {
        return type;
    }

    String energy() {
        return energy;
    }

    /** The mean power of an hour, MW. */
    double loadMw(double value) {
        return value * kwh / 1000;
    }

    /** Whether its rows name a price area. */
    boolean isByArea() {
        return this == DE35;
    }

    /** All of them, for help texts. */
    public static String names() {
        return Arrays.stream(values()).map(ConsumptionDataset::dataset).collect(Collectors.joining(", "));
    }
}
