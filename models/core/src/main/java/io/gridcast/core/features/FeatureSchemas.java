package io.gridcast.core.features;

import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.grid.Target;
import io.gridcast.core.history.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The schemas that models are trained on, made for the inputs that a data set has. */
public final class FeatureSchemas {
    private static final List<String> USEFUL_WEATHER = List.of("temperature", "wind_speed", "irradiance");
    private static final int SCALE_DAYS = 7;
    private static final int PRICE_SCALE_DAYS = 28;
    private static final int HOURS = 24;
    private static final int LINE_DAYS = 28;
    private static final String PRICE_UNIT = "currency/MWh";

    private final Target target;
    private final String unit;
    private final FeatureChoice choice;
    private final List<Feature> features = new ArrayList<>();

    private FeatureSchemas(Target target, String unit, FeatureChoice choice) {
        this.target = target;
        this.unit = unit;
        this.choice = choice;
    }

    /**
     * What a zone's feeds offer.
     *
     * @param weather variables observed or forecast, such as {@code temperature_c}
     * @param outlook variables of the system operator's outlook, such as {@code load_forecast_mw}
     */
    public record Inputs(Set<String> weather, Set<String> outlook) {
        public Inputs {
            weather = Set.copyOf(weather);
            outlook = Set.copyOf(outlook);
        }

        /** The same without the outlook. */
        public Inputs withoutOutlook() {
            return new Inputs(weather, Set.of());
        }
    }

    /**
     * The schema of a target's forecast.
     *
     * @throws io.gridcast.core.check.ExplainedException if a covariate of the choice is no weather variable of the inputs
     */
    public static FeatureSchema of(Target target, Inputs inputs, FeatureChoice choice) {
        requireThere(inputs, choice);
        FeatureSchema schema = target == Target.LOAD ? load(inputs, choice) : price(inputs, choice);
        return schema.without(choice.without());
    }

    /** The schema of a load forecast. */
    public static FeatureSchema load(Inputs inputs) {
        return load(inputs, FeatureChoice.STANDARD);
    }

    private static FeatureSchema load(Inputs inputs, FeatureChoice choice) {
        var schema = new FeatureSchemas(Target.LOAD, "MW", choice);
        String outlook = loadOutlook(inputs);
        schema.head(outlook, SCALE_DAYS);
        schema.lags(Channels.LOAD, 1, 2, 3, 4, 5, 6, 7, 14, 21, 28, 364);
        schema.add("base", FeatureKind.BASE_TO_CENTER, "", 0, 0, Feature.OF_SCALE);
        for (int hour : new int[] {0, 1, 2, 3, 5, 11, 23}) {
            schema.add("residual_" + (hour + 1) + "h", FeatureKind.RECENT_RESIDUAL, "", hour, 1, Feature.OF_SCALE);
        }
        for (int span : new int[] {3, 6, 24, 72, 168}) {
            schema.add("residual_mean_" + span + "h", FeatureKind.RECENT_RESIDUAL, "", 0, span, Feature.OF_SCALE);
        }
        for (int day : new int[] {1, 2, 3, 7}) {
            schema.add("residual_" + day + "d", FeatureKind.LAG_RESIDUAL, "", day, 0, Feature.OF_SCALE);
        }
        inputs.weather().stream().filter(schema::isUsed).sorted().forEach(schema::weather);
        inputs.outlook().stream().sorted().forEach(name -> schema.outlook(name, outlook));
        if (choice.isWide()) {
            schema.wide(Channels.LOAD);
            schema.add("price", FeatureKind.LAG, Channels.PRICE_DAY_AHEAD, 0, 0, PRICE_UNIT);
            schema.add("price_change_1d", FeatureKind.CHANGE, Channels.PRICE_DAY_AHEAD, 1, 0, PRICE_UNIT);
            schema.add("price_change_7d", FeatureKind.CHANGE, Channels.PRICE_DAY_AHEAD, 7, 0, PRICE_UNIT);
            schema.line("by_price", Channels.PRICE_DAY_AHEAD);
        }
        return schema.build();
    }

    /** The schema of a day-ahead price forecast. */
    public static FeatureSchema price(Inputs inputs) {
        return price(inputs, FeatureChoice.STANDARD);
    }

    private static FeatureSchema price(Inputs inputs, FeatureChoice choice) {
        var schema = new FeatureSchemas(Target.PRICE, PRICE_UNIT, choice);
        String outlooks =
                inputs.outlook().stream().sorted().map(Channels::outlook).collect(Collectors.joining("+"));
        schema.head(outlooks, PRICE_SCALE_DAYS);
        schema.lags(Channels.PRICE_DAY_AHEAD, 1, 2, 3, 4, 5, 6, 7, 14, 21, 28);
        schema.add("base", FeatureKind.BASE_TO_CENTER, "", 0, 0, Feature.OF_SCALE);
        for (int day : new int[] {1, 2, 7}) {
            String ago = "_" + day + "d";
            String channel = Channels.PRICE_DAY_AHEAD;
            schema.add("day_mean" + ago, FeatureKind.DAY_MEAN_TO_CENTER, channel, day, 0, Feature.OF_SCALE);
            schema.add("day_min" + ago, FeatureKind.DAY_MIN_TO_CENTER, channel, day, 0, Feature.OF_SCALE);
            schema.add("day_max" + ago, FeatureKind.DAY_MAX_TO_CENTER, channel, day, 0, Feature.OF_SCALE);
        }
        for (int hour : new int[] {0, 1, 2, 5}) {
            schema.add(
                    "last_" + (hour + 1) + "h",
                    FeatureKind.RECENT_TO_CENTER,
                    Channels.PRICE_DAY_AHEAD,
                    hour,
                    1,
                    Feature.OF_SCALE);
        }
        inputs.weather().stream().filter(schema::isUsed).sorted().forEach(schema::weather);
        inputs.outlook().stream().sorted().forEach(name -> schema.outlook(name, ""));
        if (choice.isWide()) {
            schema.wide(Channels.PRICE_DAY_AHEAD);
            inputs.outlook().stream().sorted().forEach(name -> schema.line("by_" + name, Channels.outlook(name)));
            schema.loadOutlookErrors(loadOutlook(inputs));
        }
        return schema.build();
    }

    /** The operator's outlook of the load; empty where there is none. */
    private static String loadOutlook(Inputs inputs) {
        return inputs.outlook().stream()
                .filter(name -> name.startsWith("load"))
                .sorted()
                .findFirst()
                .map(Channels::outlook)
                .orElse("");
    }

    private static void requireThere(Inputs inputs, FeatureChoice choice) {
        for (String covariate : choice.covariates()) {
            if (!inputs.weather().contains(covariate)) {
                throw new ExplainedException(
                        "there is no covariate " + covariate + " in the data",
                        "a model cannot learn from what is not there; there are the weather variables "
                                + new TreeSet<>(inputs.weather())
                                + ", and all variables of outlooks are used as they are",
                        "name one of them, or leave it out");
            }
        }
    }

    /**
     * The schema of a day-ahead price forecast from whole days: all hours of the prices one, two, three and seven days before and of each
     * outlook for the day itself, one and seven days before (Lago, Marcjasz, De Schutter and Weron 2021, section 4.1). All slots of a day
     * have the same features but for their hour.
     */
    public static FeatureSchema priceOfDay(Inputs inputs) {
        var schema = new FeatureSchemas(Target.PRICE, PRICE_UNIT, FeatureChoice.STANDARD);
        List<String> outlooks = inputs.outlook().stream().sorted().toList();
        String followed = outlooks.stream().map(Channels::outlook).collect(Collectors.joining("+"));
        schema.add("center", FeatureKind.CENTER, followed, 0, 0, schema.unit);
        schema.add("scale", FeatureKind.SCALE, "", 0, PRICE_SCALE_DAYS, schema.unit);
        schema.add("hour", FeatureKind.HOUR, "", 0, 0, "h");
        schema.add("like_weekday", FeatureKind.LIKE_WEEKDAY, "", 0, 0, "1");
        for (int lag : new int[] {1, 2, 3, 7}) {
            schema.day("price", Channels.PRICE_DAY_AHEAD, lag, schema.unit);
        }
        for (String variable : outlooks) {
            for (int lag : new int[] {0, 1, 7}) {
                schema.day(variable, Channels.outlook(variable), lag, unitOf(variable));
            }
        }
        return schema.build();
    }

    /**
     * The schema of a sequence of whole days, for a load or a day-ahead price: all hours of the slot's own local day and of the {@code days}
     * before it, of each target that is forecast and of each outlook, as far as they are known; and centre and scale of each hour of the day.
     * A day looks alike to both targets, so that one network can learn from both. All slots of a day have the same features but for their hour,
     * centre and scale.
     *
     * @param targets whose history is told
     */
    public static FeatureSchema sequence(Target target, Inputs inputs, Set<Target> targets, int days) {
        boolean isLoad = target == Target.LOAD;
        var schema = new FeatureSchemas(target, isLoad ? "MW" : PRICE_UNIT, FeatureChoice.STANDARD);
        List<String> outlooks = inputs.outlook().stream().sorted().toList();
        String followed = outlooks.stream().map(Channels::outlook).collect(Collectors.joining("+"));
        String center = isLoad ? loadOutlook(inputs) : followed;
        schema.add("center", FeatureKind.CENTER, center, 0, 0, schema.unit);
        schema.add("scale", FeatureKind.SCALE, "", 0, isLoad ? SCALE_DAYS : PRICE_SCALE_DAYS, schema.unit);
        schema.add("lead_h", FeatureKind.LEAD, "", 0, 0, "h");
        schema.add("hour", FeatureKind.HOUR, "", 0, 0, "h");
        schema.add("like_weekday", FeatureKind.LIKE_WEEKDAY, "", 0, 0, "1");
        for (int hour = 0; hour < HOURS; hour++) {
            schema.add("center_" + hour, FeatureKind.DAY_CENTER, "", 0, hour, schema.unit);
            schema.add("scale_" + hour, FeatureKind.DAY_SCALE, "", 0, hour, schema.unit);
        }
        for (int lag = 0; lag <= days; lag++) {
            if (targets.contains(Target.PRICE)) {
                schema.day("price", Channels.PRICE_DAY_AHEAD, lag, PRICE_UNIT);
            }
            if (targets.contains(Target.LOAD)) {
                schema.day("load", Channels.LOAD, lag, "MW");
            }
            for (String variable : outlooks) {
                schema.day(variable, Channels.outlook(variable), lag, unitOf(variable));
            }
        }
        return schema.build();
    }

    /**
     * The schema of the risk that a price of a product known only after its slot spikes within the next hours: how prices moved, how the
     * load moved and where it goes from there, and what is expected of weather and outlook. Currency and MW as they are, because what
     * counts as a spike is a price, too.
     */
    public static FeatureSchema spikesAhead(Inputs inputs, String price) {
        var schema = new FeatureSchemas(Target.SPIKE, PRICE_UNIT, FeatureChoice.STANDARD);
        schema.head(price, SCALE_DAYS);
        for (int span : new int[] {1, 3, 6, 24}) {
            schema.add("price_mean_" + span + "h", FeatureKind.RECENT, price, 0, span, schema.unit);
        }
        for (int span : new int[] {3, 24, 72, 168}) {
            schema.add("price_max_" + span + "h", FeatureKind.RECENT_MAX, price, 0, span, schema.unit);
        }
        schema.add("price_min_24h", FeatureKind.RECENT_MIN, price, 0, 24, schema.unit);
        schema.add("price_change_1h", FeatureKind.RECENT_CHANGE, price, 1, 1, schema.unit);
        schema.plainLags("price", price, schema.unit, 1, 2, 7);
        schema.add("load_1h", FeatureKind.RECENT, Channels.LOAD, 0, 1, "MW");
        for (int hours : new int[] {1, 3, 24, 168}) {
            schema.add("load_change_" + hours + "h", FeatureKind.RECENT_CHANGE, Channels.LOAD, hours, 1, "MW");
        }
        for (int span : new int[] {24, 168}) {
            schema.add("load_max_" + span + "h", FeatureKind.RECENT_MAX, Channels.LOAD, 0, span, "MW");
        }
        schema.plainLags("load", Channels.LOAD, "MW", 1, 7);
        for (int day : new int[] {1, 7}) {
            schema.add("load_projected_" + day + "d", FeatureKind.PROJECTED, Channels.LOAD, day, 1, "MW");
        }
        return schema.surroundings(inputs);
    }

    /** The schema of the risk that a day-ahead price of the next delivery day spikes: what {@link #price} knows, not divided by a level. */
    public static FeatureSchema spikesOfDay(Inputs inputs, String price) {
        var schema = new FeatureSchemas(Target.SPIKE, PRICE_UNIT, FeatureChoice.STANDARD);
        schema.head(price, SCALE_DAYS);
        schema.plainLags("price", price, schema.unit, 1, 2, 3, 7, 14);
        for (int span : new int[] {24, 168}) {
            schema.add("price_mean_" + span + "h", FeatureKind.RECENT, price, 0, span, schema.unit);
            schema.add("price_max_" + span + "h", FeatureKind.RECENT_MAX, price, 0, span, schema.unit);
            schema.add("price_min_" + span + "h", FeatureKind.RECENT_MIN, price, 0, span, schema.unit);
        }
        return schema.surroundings(inputs);
    }

    private FeatureSchema surroundings(Inputs inputs) {
        inputs.weather().stream().filter(this::isUsed).sorted().forEach(this::weather);
        inputs.outlook().stream().sorted().forEach(name -> outlook(name, ""));
        return build();
    }

    private void plainLags(String name, String channel, String channelUnit, int... days) {
        for (int day : days) {
            add(name + "_" + day + "d", FeatureKind.LAG, channel, day, 0, channelUnit);
        }
    }

    private void day(String name, String channel, int lag, String channelUnit) {
        for (int hour = 0; hour < HOURS; hour++) {
            add(name + "_" + lag + "d_" + hour, FeatureKind.DAY_HOUR, channel, lag, hour, channelUnit);
        }
    }

    private void head(String outlookChannel, int scaleDays) {
        add("center", FeatureKind.CENTER, outlookChannel, 0, 0, unit);
        add("scale", FeatureKind.SCALE, "", 0, scaleDays, unit);
        add("lead_h", FeatureKind.LEAD, "", 0, 0, "h");
        add("hour", FeatureKind.HOUR, "", 0, 0, "h");
        add("weekday", FeatureKind.WEEKDAY, "", 0, 0, "1");
        add("like_weekday", FeatureKind.LIKE_WEEKDAY, "", 0, 0, "1");
        add("holiday_yesterday", FeatureKind.HOLIDAY, "", 1, 0, "1");
        add("holiday", FeatureKind.HOLIDAY, "", 0, 0, "1");
        add("holiday_tomorrow", FeatureKind.HOLIDAY, "", -1, 0, "1");
        add("holiday_week_ago", FeatureKind.HOLIDAY, "", 7, 0, "1");
        add("bridge", FeatureKind.BRIDGE, "", 0, 0, "1");
    }

    private void lags(String channel, int... days) {
        for (int day : days) {
            add("lag_" + day + "d", FeatureKind.LAG_TO_CENTER, channel, day, 0, Feature.OF_SCALE);
        }
    }

    private void weather(String variable) {
        add("expected_" + variable, FeatureKind.EXPECTED_WEATHER, variable, 0, 0, unitOf(variable));
        add("to_base_" + variable, FeatureKind.EXPECTED_WEATHER_TO_BASE, variable, 0, 0, unitOf(variable));
        String observed = Channels.observed(variable);
        add("mean_24h_" + variable, FeatureKind.RECENT, observed, 0, 24, unitOf(variable));
        if (variable.startsWith("temperature")) {
            add("latest_" + variable, FeatureKind.LATEST, observed, 0, 6, unitOf(variable));
            add("mean_72h_" + variable, FeatureKind.RECENT, observed, 0, 72, unitOf(variable));
            add("cooling_" + variable, FeatureKind.COOLING, variable, 0, 0, "°C");
            add("heating_" + variable, FeatureKind.HEATING, variable, 0, 0, "°C");
        }
        if (choice.isWide()) {
            add("revision_" + variable, FeatureKind.WEATHER_REVISION, variable, 0, 0, unitOf(variable));
        }
    }

    private void outlook(String variable, String centerChannel) {
        String channel = Channels.outlook(variable);
        boolean isLoadOfLoad = target == Target.LOAD && channel.equals(centerChannel);
        String scaled = target == Target.LOAD ? Feature.OF_SCALE : unitOf(variable);
        if (isLoadOfLoad) {
            add("outlook", FeatureKind.LAG_TO_CENTER, channel, 0, 0, Feature.OF_SCALE);
            for (int hour : new int[] {0, 1, 2, 3, 5, 11, 23}) {
                add("outlook_error_" + (hour + 1) + "h", FeatureKind.RECENT_OUTLOOK_ERROR, channel, hour, 1, scaled);
            }
            for (int span : new int[] {3, 6, 24, 72, 168}) {
                add("outlook_error_mean_" + span + "h", FeatureKind.RECENT_OUTLOOK_ERROR, channel, 0, span, scaled);
            }
            for (int day : new int[] {1, 2, 3, 7}) {
                add("outlook_error_" + day + "d", FeatureKind.LAG_OUTLOOK_ERROR, channel, day, 0, scaled);
            }
        } else {
            add("outlook_" + variable, FeatureKind.LAG, channel, 0, 0, scaled);
        }
        add("outlook_change_1d_" + variable, FeatureKind.CHANGE, channel, 1, 0, scaled);
        add("outlook_change_7d_" + variable, FeatureKind.CHANGE, channel, 7, 0, scaled);
    }

    /** What no schema had before it was asked whether it earns anything. */
    private void wide(String channel) {
        add("day_of_year", FeatureKind.DAY_OF_YEAR, "", 0, 0, "d");
        add("summer_time", FeatureKind.SUMMER_TIME, "", 0, 0, "h");
        add("clock_change", FeatureKind.CLOCK_CHANGE, "", 7, 0, "h");
        for (int span : new int[] {24, 168}) {
            add("deviation_" + span + "h", FeatureKind.RECENT_DEVIATION, channel, 0, span, Feature.OF_SCALE);
        }
    }

    private void line(String name, String channel) {
        add(name, FeatureKind.LINE_TO_CENTER, channel, 0, LINE_DAYS, Feature.OF_SCALE);
    }

    private void loadOutlookErrors(String channel) {
        if (!channel.isEmpty()) {
            for (int span : new int[] {6, 24, 168}) {
                add("load_outlook_error_" + span + "h", FeatureKind.RECENT_LOAD_OUTLOOK_ERROR, channel, 0, span, "MW");
            }
        }
    }

    private FeatureSchema build() {
        return new FeatureSchema(target, features, "center", "scale");
    }

    private void add(String name, FeatureKind kind, String channel, int lag, int span, String featureUnit) {
        features.add(new Feature(name, kind, channel, lag, span, featureUnit));
    }

    /** Pressure, clouds, rain and humidity only made models overfit (Spain, second half of 2016). */
    private boolean isUsed(String variable) {
        return choice.covariates().contains(variable) || USEFUL_WEATHER.stream().anyMatch(variable::startsWith);
    }

    private static String unitOf(String variable) {
        return variable.substring(variable.lastIndexOf('_') + 1);
    }
}
