package io.gridcast.app.rest;

import static io.gridcast.topology.serving.ServedKind.FORECAST;
import static io.gridcast.topology.serving.ServedKind.LOAD;
import static io.gridcast.topology.serving.ServedKind.SERIES;
import static io.gridcast.topology.serving.ServedKind.SPIKE;

import io.gridcast.app.http.Routes;
import io.gridcast.app.serving.Found;
import io.gridcast.app.serving.Question;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.serving.ServedKey;
import io.gridcast.topology.serving.ServedStores;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;

/** {@code /v1/series} and {@code /v1/series/ID}: what is forecast, each with what is newest of it. */
final class SeriesRoutes implements Routes {
    private static final int BATCH = 2000;

    private final Rest rest;

    SeriesRoutes(Rest rest) {
        this.rest = rest;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        rest.get(routes, "/series", this::list);
        rest.get(routes, "/series/{seriesId}", this::one);
    }

    private byte[] list(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call, "zone", Parameters.LIMIT, Parameters.AFTER);
        Optional<String> zone = parameters.text("zone", 200);
        int limit = parameters.limit();
        List<Member> members = members(reading, zone, Cursor.word(parameters), limit + 1);
        boolean hasMore = members.size() > limit;
        List<Member> page = hasMore ? members.subList(0, limit) : members;
        Optional<String> next =
                hasMore ? Optional.of(Cursor.encode(page.get(limit - 1).id())) : Optional.empty();
        var newest = page.isEmpty() ? new Newest() : newest(reading, page);
        return Items.page(page, next, (member, to) -> newest.write(rest, member, to));
    }

    private byte[] one(Context call, Reading reading) {
        String id = Parameters.of(call).path("seriesId");
        Member member = reading.ask(reading.newest(ServedStores.SERIES, SERIES, id)).stream()
                .map(this::member)
                .findFirst()
                .orElseThrow(Reading::noSeries);
        List<List<Found>> found = reading.ask(List.of(
                reading.newest(ServedStores.SERIES, LOAD, id),
                reading.newestAmong(ServedStores.SERIES, FORECAST, id),
                reading.newestAmong(ServedStores.ZONES, SPIKE, member.zone())));
        var newest = new Newest();
        found.forEach(newest::add);
        return Json.bytes(to -> newest.write(rest, member, to));
    }

    /** Series by name from all partitions, behind the one named. */
    private List<Member> members(Reading reading, Optional<String> zone, Optional<String> after, int wanted) {
        Predicate<Member> isWanted = member -> zone.isEmpty() || member.zone().equals(zone.get());
        int batch = zone.isEmpty() ? wanted : BATCH;
        List<Member> members = new ArrayList<>();
        Optional<String> behind = after;
        while (members.size() < wanted) {
            List<Member> next = batch(reading, behind, batch);
            next.stream().filter(isWanted).forEach(members::add);
            if (next.size() < batch) {
                break;
            }
            behind = Optional.of(next.get(next.size() - 1).id());
        }
        return members.size() > wanted ? members.subList(0, wanted) : members;
    }

    private List<Member> batch(Reading reading, Optional<String> behind, int size) {
        Bytes all = ServedKey.prefix(SERIES);
        Bytes from = behind.map(id -> ServedKey.prefix(SERIES, id)).orElse(all);
        return reading
                .askAll(
                        ServedStores.SERIES,
                        partition -> new Question.Newest(
                                ServedStores.SERIES, partition, from, ServedKey.behind(all), size, false))
                .stream()
                .map(this::member)
                .sorted(Comparator.comparing(Member::key))
                .limit(size)
                .toList();
    }

    private Newest newest(Reading reading, List<Member> page) {
        String first = page.get(0).id();
        String last = page.get(page.size() - 1).id();
        List<Question> questions = new ArrayList<>();
        for (int partition = 0; partition < rest.serving().partitions(ServedStores.SERIES); partition++) {
            questions.add(new Question.Newest(
                    ServedStores.SERIES,
                    partition,
                    ServedKey.of(LOAD, first),
                    ServedKey.prefix(LOAD, last),
                    Question.MOST,
                    false));
            questions.add(new Question.Newest(
                    ServedStores.SERIES,
                    partition,
                    ServedKey.prefix(FORECAST, first),
                    ServedKey.behind(ServedKey.prefix(FORECAST, last)),
                    Question.MOST,
                    false));
        }
        Bytes spikes = ServedKey.prefix(SPIKE);
        for (int partition = 0; partition < rest.serving().partitions(ServedStores.ZONES); partition++) {
            questions.add(new Question.Newest(
                    ServedStores.ZONES, partition, spikes, ServedKey.behind(spikes), Question.MOST, false));
        }
        var newest = new Newest();
        reading.ask(questions).forEach(newest::add);
        return newest;
    }

    private Member member(Found found) {
        return new Member(
                Bytes.wrap(found.key()), found.value(), rest.json().codecs().decode(Topics.GRID_SERIES, found.value()));
    }
}
