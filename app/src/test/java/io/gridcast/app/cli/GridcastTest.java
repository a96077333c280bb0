package io.gridcast.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GridcastTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyCommandShowsExamplesInItsHelp() {
        for (CommandLine command : allCommands(new CommandLine(new Gridcast()))) {
            String name = command.getCommandSpec().qualifiedName();
            if (!name.endsWith(" help")) {
                assertThat(command.getUsageMessage())
                        .as(name)
                        .contains("Examples:")
                        .containsPattern("(?m)^  gridcast ");
                assertThat(command.getCommandSpec().usageMessage().description())
                        .as(name)
                        .isNotEmpty();
            }
        }
    }

    @Test
    void everyExampleIsShownAsItWasWritten() {
        for (CommandLine command : allCommands(new CommandLine(new Gridcast()))) {
            for (String line : command.getCommandSpec().usageMessage().footer()) {
                // A bare per cent sign makes picocli complain above the help.
                assertThatCode(() -> String.format(line)).as(line).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void anUnknownCommandIsACallError() {
        int code = run("hepl");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("error: unknown command 'hepl'")
                .contains("  why:  `gridcast` has no such command")
                .containsPattern("did you mean .*\\bhelp\\b.*\\?")
                .doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anUnknownOptionIsACallError() {
        int code = run("--colour");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("error: unknown option '--colour'")
                .contains("`gridcast --help`");
    }

    @Test
    void noCommandAtAllIsACallError() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).startsWith("error: no command given").contains("`gridcast --help`");
    }

    @Test
    void theVersionIsSaidOnStdout() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("gridcast ").contains("Java ");
    }

    private int run(String... args) {
        return Gridcast.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    private static List<CommandLine> allCommands(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(sub -> all.addAll(allCommands(sub)));
        return all;
    }
}
