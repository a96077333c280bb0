package io.gridcast.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
    private static final String LOCK = ".gridcast-workspace";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path temporary;

    @Test
    void whatAKilledProcessLeftIsRemovedByTheNext() throws IOException {
        Path abandoned = directory("gridcast-1");
        Files.createFile(abandoned.resolve(LOCK));

        try (Workspace workspace = Workspace.open(Optional.empty(), temporary)) {
            assertThat(abandoned).doesNotExist();
            assertThat(workspace.directory()).isDirectory();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void whatIsInUseAndWhatIsNotOursStays() throws IOException {
        Path ofAnother = directory("other-1");
        Files.createFile(ofAnother.resolve(LOCK));
        Path withoutLock = directory("gridcast-model.json");
        Path ofStreams = directory("gridcast-forecast");
        Files.createFile(ofStreams.resolve(".lock"));
        try (Workspace first = Workspace.open(Optional.empty(), temporary);
                Workspace second = Workspace.open(Optional.empty(), temporary)) {
            assertThat(first.directory()).isDirectory().isNotEqualTo(second.directory());
        }
        assertThat(ofAnother.resolve("topics/0.log")).exists();
        assertThat(withoutLock.resolve("topics/0.log")).exists();
        assertThat(ofStreams.resolve("topics/0.log")).exists();
    }

    @Test
    void whatALivingProcessHoldsIsLeftAloneByAnother() throws Exception {
        try (Workspace first = Workspace.open(Optional.empty(), temporary);
                Workspace second = Workspace.open(Optional.empty(), temporary)) {
            Path abandoned = directory("gridcast-1");
            Files.createFile(abandoned.resolve(LOCK));

            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Passer.class.getName(),
                            temporary.toString())
                    .inheritIO()
                    .start();

            assertThat(other.waitFor()).isZero();
            assertThat(abandoned).doesNotExist();
            assertThat(first.directory().resolve(LOCK)).exists();
            assertThat(second.directory().resolve(LOCK)).exists();
        }
    }

    /** Another process that works in the same temporary directory. */
    static final class Passer {
        private Passer() {}

        public static void main(String[] args) {
            Workspace.open(Optional.empty(), Path.of(args[0])).close();
        }
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
