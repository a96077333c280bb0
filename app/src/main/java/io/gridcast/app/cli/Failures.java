package io.gridcast.app.cli;

import io.gridcast.core.check.ExplainedException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints a failure as what is, why it matters and how to mend it, and chooses the exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final BooleanSupplier verbose;

    Failures(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        print(command.getErr(), explainCall(e, command));
        traceIfVerbose(command.getErr(), e);
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
        ExplainedException explained = e instanceof ExplainedException known
                ? known
                : new ExplainedException(
                        "unexpected " + e,
                        "gridcast did not foresee this: it is a fault in gridcast, or of the machine below it",
                        "run the command again with --verbose and report what it prints",
                        e);
        print(command.getErr(), explained);
        traceIfVerbose(command.getErr(), e);
        return ExitCode.SOFTWARE;
    }

    private static ExplainedException explainCall(ParameterException e, CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        String help = "`" + name + " --help` shows what can be given, with examples";
        if (e instanceof UnmatchedArgumentException unmatched) {
            return explainUnknown(unmatched, command, help);
        }
        if (e instanceof MissingParameterException) {
            return new ExplainedException(
                    lowerFirst(String.valueOf(e.getMessage())),
                    "`" + name + "` cannot start without it",
                    "add it; " + help,
                    e);
        }
        return new ExplainedException(
                lowerFirst(String.valueOf(e.getMessage())),
                "`" + name + "` cannot work with what it was given",
                help,
                e);
    }

    private static ExplainedException explainUnknown(UnmatchedArgumentException e, CommandLine command, String help) {
        String given = e.getUnmatched().get(0);
        boolean option = given.startsWith("-");
        boolean group = !command.getSubcommands().isEmpty();
        String kind = option ? "option" : group ? "command" : "argument";
        List<String> similar = e.getSuggestions();
        String guess = similar.isEmpty() || !(option || group)
                ? ""
                : "did you mean " + similar.stream().limit(2).collect(Collectors.joining(" or ")) + "? ";
        return new ExplainedException(
                "unknown " + kind + " '" + given + "'",
                "`" + command.getCommandSpec().qualifiedName() + "` has no such " + kind,
                guess + help,
                e);
    }

    private void traceIfVerbose(PrintWriter err, Exception e) {
        if (verbose.getAsBoolean()) {
            e.printStackTrace(err);
        }
        err.flush();
    }

    private static void print(PrintWriter err, ExplainedException e) {
        err.println("error: " + e.what());
        err.println("  why:  " + e.why());
        err.println("  mend: " + e.mend());
    }

    private static String lowerFirst(String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
