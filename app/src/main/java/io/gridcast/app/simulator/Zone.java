package io.gridcast.app.simulator;

import io.gridcast.core.calendar.HolidayCalendar;
import java.util.List;

/**
 * One bidding zone.
 *
 * @param name its name as price zone, weather zone and series
 * @param windMw installed wind power outside of the feeders, MW
 * @param solarMw installed solar parks outside of the feeders, MW
 * @param holidayRegion whose holidays it keeps
 */
record Zone(
        String name,
        Climate climate,
        double windMw,
        double solarMw,
        String holidayRegion,
        HolidayCalendar holidays,
        List<Feeder> feeders) {}
