package io.gridcast.topology.drift;

import io.gridcast.core.forecast.ModelRef;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import io.gridcast.state.Ledger;
import io.gridcast.state.StoreDefinition;
import io.gridcast.state.Table;
import java.util.Comparator;
import java.util.List;

/** The stores of {@link WatchDrift}. */
final class DriftStores {
    private static final int IN_HEAP = 2_000;

    /** Price zones by series. */
    static final StoreDefinition<Ledger<String, String>> ZONES = StoreDefinition.ledger(
            "drift-zones",
            Layout.of(BytesWriter::putText, BytesReader::getText, BytesWriter::putText, BytesReader::getText),
            Comparator.naturalOrder());

    /** The oldest day of a target that has not ended. */
    static final StoreDefinition<Ledger<Watched, Integer>> OPEN_DAYS = StoreDefinition.ledger(
            "drift-open-days",
            Layout.of(Watched::write, Watched::read, BytesWriter::putInt, BytesReader::getInt),
            Comparator.naturalOrder());

    /** Days that have not ended. */
    static final StoreDefinition<Table<WatchedDay, DriftDay>> DAYS = StoreDefinition.table(
            "drift-days", Layout.of(WatchedDay::write, WatchedDay::read, DriftDay::write, DriftDay::read), IN_HEAP);

    /** Detectors. */
    static final StoreDefinition<Table<Watched, DriftWatch>> WATCHES = StoreDefinition.table(
            "drift-watches", Layout.of(Watched::write, Watched::read, DriftWatch::write, DriftWatch::read), IN_HEAP);

    /** What models knew. */
    static final StoreDefinition<Table<Known, ModelReferences>> REFERENCES = StoreDefinition.table(
            "drift-references",
            Layout.of(Known::write, Known::read, ModelReferences::write, ModelReferences::read),
            IN_HEAP);

    /** Pack hashes of published models, by {@code id@version}. */
    static final StoreDefinition<Ledger<String, String>> PUBLISHED = StoreDefinition.ledger(
            "drift-published",
            Layout.of(BytesWriter::putText, BytesReader::getText, BytesWriter::putText, BytesReader::getText),
            Comparator.naturalOrder());

    static final List<StoreDefinition<?>> ALL = List.of(ZONES, OPEN_DAYS, DAYS, WATCHES, REFERENCES, PUBLISHED);

    private DriftStores() {}

    /** One UTC day of a target. */
    record WatchedDay(Watched watched, int day) {
        private static void write(BytesWriter out, WatchedDay it) {
            Watched.write(out, it.watched);
            out.putInt(it.day);
        }

        private static WatchedDay read(BytesReader in) {
            return new WatchedDay(Watched.read(in), in.getInt());
        }
    }

    /** A model on a series. */
    record Known(ModelRef model, String seriesId) {
        private static void write(BytesWriter out, Known it) {
            out.putText(it.model.modelId()).putText(it.model.version()).putText(it.seriesId);
        }

        private static Known read(BytesReader in) {
            return new Known(new ModelRef(in.getText(), in.getText()), in.getText());
        }
    }
}
