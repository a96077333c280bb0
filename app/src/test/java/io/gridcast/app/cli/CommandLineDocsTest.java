package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Holds {@code docs/command-line.md} to the commands that there are: after a change on purpose, run this test with {@code
 * -Dsurefire.jvm=-Dgridcast.docs=write}.
 */
class CommandLineDocsTest {
    /** What issue and manual promise. */
    private static final List<String> PROMISED = List.of(
            "demo",
            "run",
            "simulate",
            "fetch",
            "replay",
            "train",
            "trainer",
            "backtest",
            "models",
            "keys",
            "topics",
            "doctor",
            "acls",
            "reset",
            "bench");

    @Test
    void theDocumentationHasEveryCommandWithItsExamples() throws IOException {
        Path file = Path.of(System.getProperty("gridcast.root", ".."), "docs", "command-line.md");
        String text = text();
        if ("write".equals(System.getProperty("gridcast.docs"))) {
            Files.writeString(file, text);
        }

        assertThat(Files.readString(file))
                .as("docs/command-line.md; write it anew with -Dsurefire.jvm=-Dgridcast.docs=write")
                .isEqualTo(text);
    }

    @Test
    void everyCommandThatIsPromisedIsThere() {
        CommandLine root = new CommandLine(new Gridcast());

        assertThat(root.getSubcommands().keySet()).containsAll(PROMISED);
        assertThat(root.getSubcommands())
                .hasEntrySatisfying(
                        "topics", topics -> assertThat(topics.getSubcommands()).containsKeys("create", "check"));
        assertThat(root.getSubcommands())
                .hasEntrySatisfying(
                        "reset", reset -> assertThat(reset.getUsageMessage()).contains("Exit codes:", "75"));
    }

    private static String text() {
        StringBuilder text = new StringBuilder("""
                # Command line

                Written from the commands by `CommandLineDocsTest`; do not edit. `gridcast COMMAND --help` tells all options, `gridcast completion`
                prints what lets bash and zsh complete them. What is meant for machines goes to stdout; progress, warnings and errors go to stderr:
                a bar with rate and time left on a terminal, plain lines elsewhere. An error says what is, why it matters and how to mend it;
                `--verbose` adds the stack trace.

                | exit code | means |
                |---|---|
                """);
        Gridcast.EXIT_CODES.forEach((code, meaning) ->
                text.append("| ").append(code).append(" | ").append(meaning).append(" |\n"));
        CommandLine root = new CommandLine(new Gridcast());
        root.getSubcommands().forEach((name, command) -> {
            if (!name.equals("help")) {
                add(text, command, "##");
            }
        });
        return text.toString();
    }

    private static void add(StringBuilder text, CommandLine command, String heading) {
        CommandSpec spec = command.getCommandSpec();
        text.append('\n')
                .append(heading)
                .append(' ')
                .append(spec.qualifiedName())
                .append("\n\n");
        text.append(String.format(String.join(" ", spec.usageMessage().description())));
        OptionSpec json = spec.findOption("--json");
        if (json != null) {
            text.append(" `--json")
                    .append(json.arity().max() > 0 ? " FILE" : "")
                    .append("` for machines.");
        }
        text.append("\n\n");
        for (String line : spec.usageMessage().footer()) {
            text.append("    ").append(String.format(line).strip()).append('\n');
        }
        command.getSubcommands().values().forEach(sub -> add(text, sub, heading + "#"));
    }
}
