package io.gridcast.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path temporary;

    @Test
    void whatAKilledProcessLeftIsRemovedByTheNext() throws IOException {
        Path abandoned = directory("gridcast-1");
        Files.createFile(abandoned.resolve(".lock"));

        try (Workspace workspace = Workspace.open(Optional.empty(), temporary)) {
            assertThat(abandoned).doesNotExist();
            assertThat(workspace.directory()).isDirectory();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void whatIsInUseAndWhatIsNotOursStays() throws IOException {
        Path ofAnother = directory("other-1");
        Files.createFile(ofAnother.resolve(".lock"));
        Path withoutLock = directory("gridcast-model.json");
        try (Workspace first = Workspace.open(Optional.empty(), temporary);
                Workspace second = Workspace.open(Optional.empty(), temporary)) {
            assertThat(first.directory()).isDirectory().isNotEqualTo(second.directory());
        }
        assertThat(ofAnother.resolve("topics/0.log")).exists();
        assertThat(withoutLock.resolve("topics/0.log")).exists();
    }

    @Test
    void aNamedOneStays() {
        Path named = temporary.resolve("mine");
        Workspace.open(Optional.of(named), temporary).close();
        assertThat(named).isDirectory();
    }

    private Path directory(String name) throws IOException {
        Path directory = temporary.resolve(name);
        Files.createDirectories(directory.resolve("topics"));
        Files.writeString(directory.resolve("topics/0.log"), "records");
        return directory;
    }
}
