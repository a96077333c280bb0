package io.gridcast.app.rest;

import static io.gridcast.topology.serving.ServedKind.AUDIT;
import static io.gridcast.topology.serving.ServedKind.DEPLOYMENT;
import static io.gridcast.topology.serving.ServedKind.PACK;
import static io.gridcast.topology.serving.ServedKind.VERDICT;
import static io.gridcast.topology.serving.ServedKind.VERSION;

import io.gridcast.app.http.HttpProblem;
import io.gridcast.app.http.Routes;
import io.gridcast.app.serving.Found;
import io.gridcast.app.serving.Question;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.core.model.ModelCommand;
import io.gridcast.core.pack.PackManifest;
import io.gridcast.serdes.Topics;
import io.gridcast.topology.serving.ServedKey;
import io.gridcast.topology.serving.ServedKind;
import io.gridcast.topology.serving.ServedStores;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** {@code /v1/models}, {@code /deployments}, {@code /verdicts} and {@code /audit}: which models there are, what they do, and who decided it. */
final class ModelRoutes implements Routes {
    private final Rest rest;

    ModelRoutes(Rest rest) {
        this.rest = rest;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        rest.get(routes, "/models", this::list);
        rest.get(routes, "/models/{model}", this::manifest);
        rest.get(routes, "/deployments", this::deployments);
        rest.get(routes, "/verdicts", this::verdicts);
        rest.get(routes, "/audit", this::audit);
    }

    /** A model that was published, and the command that brought its manifest. */
    private record Published(AuditEntry entry, ModelCommand command) {
        PackManifest manifest() {
            return PackManifest.fromJson(command.manifest());
        }
    }

    private byte[] list(Context call, Reading reading) {
        Parameters.of(call);
        List<List<Found>> found = reading.ask(List.of(all(reading, VERSION), all(reading, DEPLOYMENT)));
        ModelRolesJson roles = new ModelRolesJson(found.get(1).stream()
                .map(each -> rest.json().codecs().decode(Topics.MODELS_DEPLOYMENTS, each.value()))
                .toList());
        List<Published> models = new ArrayList<>();
        List<AuditEntry> entries = found.get(0).stream()
                .map(each -> rest.json().codecs().decode(Topics.MODELS_AUDIT, each.value()))
                .sorted(Comparator.comparingLong(AuditEntry::sequence))
                .toList();
        List<List<Found>> commands =
                reading.ask(entries.stream().map(entry -> pack(reading, entry)).toList());
        for (int i = 0; i < entries.size(); i++) {
            AuditEntry entry = entries.get(i);
            command(commands.get(i)).ifPresent(command -> models.add(new Published(entry, command)));
        }
        return Items.all(models, (model, to) -> {
            PackManifest manifest = model.manifest();
            to.writeStartObject();
            to.writeStringField("modelId", manifest.model().modelId());
            to.writeStringField("version", manifest.model().version());
            to.writeStringField("packHash", model.command().packHash());
            to.writeStringField("target", RecordJson.word(manifest.target()));
            to.writeStringField("kind", manifest.kind());
            to.writeStringField("author", manifest.author());
            to.writeStringField("createdAt", model.entry().at().toString());
            to.writeFieldName("scopes");
            roles.write(model.command().packHash(), to);
            to.writeEndObject();
        });
    }

    private byte[] manifest(Context call, Reading reading) {
        String name = Parameters.of(call).path("model", 300);
        return reading.ask(reading.newest(ServedStores.MODELS, VERSION, name)).stream()
                .map(found -> rest.json().codecs().decode(Topics.MODELS_AUDIT, found.value()))
                .flatMap(entry -> command(reading.ask(pack(reading, entry))).stream())
                .findFirst()
                .map(command -> command.manifest().getBytes(StandardCharsets.UTF_8))
                .orElseThrow(() -> new HttpProblem(
                        404,
                        "there is no published model of that name",
                        "GET /v1/models lists them; name one as MODEL@VERSION"));
    }

    private byte[] deployments(Context call, Reading reading) {
        Parameters.of(call);
        return Items.all(
                reading.ask(all(reading, DEPLOYMENT)),
                (found, to) -> rest.json().write(Topics.MODELS_DEPLOYMENTS, found.value(), to));
    }

    private byte[] verdicts(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call, Parameters.LIMIT, Parameters.AFTER);
        return TimePage.read(reading, TimePage.Range.newestFirst(parameters), ServedStores.MODELS, VERDICT)
                .json((found, to) -> rest.json().write(Topics.MODELS_VERDICTS, found.value(), to));
    }

    private byte[] audit(Context call, Reading reading) {
        Parameters parameters = Parameters.of(call, Parameters.LIMIT, Parameters.AFTER);
        int limit = parameters.limit();
        Bytes first = ServedKey.prefix(AUDIT);
        Bytes behind = Cursor.word(parameters)
                .map(sequence -> ServedKey.of(AUDIT, sequence))
                .orElse(ServedKey.behind(first));
        List<Found> found = first.compareTo(behind) < 0
                ? reading.ask(new Question.Newest(ServedStores.MODELS, 0, first, behind, limit + 1, true))
                : List.of();
        boolean hasMore = found.size() > limit;
        List<Found> page = hasMore ? found.subList(0, limit) : found;
        Optional<String> next = hasMore
                ? Optional.of(Cursor.encode(ServedKey.parts(page.get(limit - 1).key())[0]))
                : Optional.empty();
        return Items.page(page, next, (each, to) -> rest.json().write(Topics.MODELS_AUDIT, each.value(), to));
    }

    private static Question all(Reading reading, ServedKind kind) {
        return reading.newestAmong(ServedStores.MODELS, kind);
    }

    private static Question pack(Reading reading, AuditEntry entry) {
        return reading.newest(ServedStores.MODELS, PACK, entry.details().getOrDefault("pack", ""));
    }

    /** Empty where its publisher is not trusted any more. */
    private Optional<ModelCommand> command(List<Found> found) {
        return found.stream()
                .map(each -> rest.json().codecs().decode(Topics.MODELS_COMMANDS, each.value()))
                .findFirst();
    }
}
