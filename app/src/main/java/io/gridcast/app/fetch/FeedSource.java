package io.gridcast.app.fetch;

import io.gridcast.core.grid.ObservedLoad;
import io.gridcast.core.grid.Series;
import io.gridcast.core.market.MarketPrice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A service that tells of loads and prices. A new one implements this; saving, resuming and publishing come with it.
 *
 * <p>Rows that cannot be used are told to {@link SetAside}, never dropped in silence and never guessed.
 */
public interface FeedSource {
    /** Its name on the command line. */
    String name();

    /** What decides which rows it tells and what they mean; a folder holds those of one choice alone. */
    Map<String, String> choice();

    /** Where the data come from, under which terms, and what is odd about them: the folder's {@code SOURCE.md}. */
    String about();

    /** The longest stretch to ask for at once. */
    Duration atOnce();

    /** How far before what is saved it is asked again, for values that came late or were corrected. */
    Duration askedAgain();

    /**
     * Loads of slots that start from {@code from} (in) to {@code to} (out), each series and slot once, in any order.
     *
     * @throws io.gridcast.core.check.ExplainedException if the service does not answer or has changed its data
     */
    List<ObservedLoad> loads(Instant from, Instant to, SetAside setAside) throws InterruptedException;

    /** Prices of deliveries that start from {@code from} (in) to {@code to} (out), as {@link #loads}. */
    List<MarketPrice> prices(Instant from, Instant to, SetAside setAside) throws InterruptedException;

    /**
     * Describes what is to be forecast.
     *
     * @param loads series that loads were told of
     * @param zones zones that prices were told of
     * @return those and their totals, in a fixed order
     */
    List<Series> series(Set<String> loads, Set<String> zones);
}
