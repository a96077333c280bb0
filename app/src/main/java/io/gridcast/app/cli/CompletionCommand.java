package io.gridcast.app.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;

@Command(
        name = "completion",
        description = "Prints a script that lets bash and zsh complete gridcast's commands and options.",
        footer = {"  gridcast completion > ~/.local/share/bash-completion/completions/gridcast"})
final class CompletionCommand extends GenerateCompletion {}
