package io.gridcast.app.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridcast.app.follow.Subscription;
import io.gridcast.app.follow.TopicFollower;
import io.gridcast.app.platform.Platform;
import io.gridcast.core.check.ExplainedException;
import io.gridcast.core.model.AuditChain;
import io.gridcast.core.model.AuditEntry;
import io.gridcast.serdes.Topics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        description = {
            "Shows who changed what runs, when and why. Each entry holds the hash of the one before; with --verify the whole chain is"
                    + " checked",
            "and the first entry that was changed, left out or moved is named (exit code 1).",
            "The hash of the last entry, noted somewhere else, also shows whether entries were cut off the end."
        },
        footer = {
            "  gridcast models audit --bootstrap-servers broker1:9092 --schema-registry http://registry:8081",
            "  gridcast models audit --verify --head 3f1c… --bootstrap-servers broker1:9092 …"
        })
final class ModelsAuditCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LINE = "%-5s %-24s %-9s %-10s %-30s %s%n";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platformOptions = new PlatformOptions();

    @Option(names = "--verify", description = "Check the chain, and show nothing else.")
    private boolean isVerifying;

    @Option(
            names = "--head",
            paramLabel = "HASH",
            description = "The hash that the last entry had; it must still be there.")
    private Optional<String> head = Optional.empty();

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean asJson;

    @Override
    public Integer call() {
        List<AuditEntry> entries = read();
        PrintWriter out = spec.commandLine().getOut();
        if (isVerifying || head.isPresent()) {
            verify(entries);
            String last = entries.isEmpty()
                    ? AuditChain.BEFORE_FIRST
                    : entries.get(entries.size() - 1).hash();
            out.println("the chain of " + entries.size() + " entries is unbroken; its head is " + last);
        } else if (asJson) {
            entries.forEach(entry -> out.println(object(entry)));
        } else {
            out.printf(LINE, "no.", "at", "who", "what", "model", "why");
            for (AuditEntry entry : entries) {
                out.printf(LINE, entry.sequence(), entry.at(), entry.who(), entry.what(), entry.subject(), entry.why());
                entry.details().forEach((name, value) -> out.println("      " + name + ": " + value));
            }
        }
        out.flush();
        return 0;
    }

    private List<AuditEntry> read() {
        List<AuditEntry> entries = new ArrayList<>();
        try (Platform platform = platformOptions.required()) {
            TopicFollower.readToEnd(
                    platform.cluster().client(),
                    new Subscription(platform.registry())
                            .values(Topics.MODELS_AUDIT, (entry, at) -> entries.add(entry)));
        }
        return entries;
    }

    private void verify(List<AuditEntry> entries) {
        AuditChain.verify(entries).ifPresent(broken -> {
            throw new ExplainedException(
                    broken.toString(),
                    "the audit was changed after it was written, so it proves nothing from this entry on",
                    "compare with a copy of " + Topics.MODELS_AUDIT.name()
                            + ", and find out who can write to it: only the engine should");
        });
        if (head.isPresent() && entries.stream().noneMatch(entry -> entry.hash().equals(head.get()))) {
            throw new ExplainedException(
                    "no audit entry has the hash " + head.get(),
                    "entries were cut off the end of the audit, or the hash is of another cluster",
                    "compare with a copy of " + Topics.MODELS_AUDIT.name());
        }
    }

    private static ObjectNode object(AuditEntry entry) {
        ObjectNode node = JSON.createObjectNode()
                .put("sequence", entry.sequence())
                .put("at", entry.at().toString())
                .put("who", entry.who())
                .put("what", entry.what())
                .put("subject", entry.subject())
                .put("why", entry.why());
        ObjectNode details = node.putObject("details");
        entry.details().forEach(details::put);
        return node.put("previous_hash", entry.previousHash()).put("hash", entry.hash());
    }
}
