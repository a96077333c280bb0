package io.gridcast.topology.verdict;

import io.gridcast.core.model.Verdict.Decision;
import io.gridcast.core.verdict.BlockSums;
import io.gridcast.core.verdict.LossDifferences;
import io.gridcast.core.verdict.PairTest;
import io.gridcast.core.verdict.UsualLoss;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.state.Layout;
import io.gridcast.state.Ledger;
import io.gridcast.state.StoreDefinition;
import io.gridcast.topology.models.DeploymentBook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The stores of {@link JudgeChallengers}. */
public final class VerdictStores {
    /** What runs. */
    static final StoreDefinition<Ledger<String, byte[]>> DEPLOYMENTS = DeploymentBook.store("judged-deployments");

    /** Losses of the days that wait for slower models. */
    static final StoreDefinition<Ledger<DailyLoss.Key, DailyLoss>> LOSSES = StoreDefinition.ledger(
            "daily-losses-waiting",
            Layout.of(
                    DailyLoss.Key::write,
                    DailyLoss.Key::read,
                    (out, it) -> out.putBytes(it.toBytes()),
                    in -> DailyLoss.parse(in.getBytes())),
            Comparator.naturalOrder());

    /** What the champion usually loses, by target and series. */
    static final StoreDefinition<Ledger<String, UsualLoss>> USUAL = StoreDefinition.ledger(
            "usual-losses",
            Layout.of(
                    BytesWriter::putText,
                    BytesReader::getText,
                    (out, it) -> out.putInt(it.days()).putDouble(it.mean()),
                    in -> new UsualLoss(in.getInt(), in.getDouble())),
            Comparator.naturalOrder());

    /** The tests that run. */
    static final StoreDefinition<Ledger<Pair, PairTest>> TESTS = StoreDefinition.ledger(
            "pair-tests",
            Layout.of(Pair::write, Pair::read, VerdictStores::write, VerdictStores::pairTest),
            Comparator.naturalOrder());

    /** The first UTC day that has not been judged, under one key. */
    static final StoreDefinition<Ledger<String, Integer>> OPEN_DAYS = StoreDefinition.ledger(
            "open-days",
            Layout.of(BytesWriter::putText, BytesReader::getText, BytesWriter::putInt, BytesReader::getInt),
            Comparator.naturalOrder());

    /** All of them. */
    public static final List<StoreDefinition<?>> ALL = List.of(DEPLOYMENTS, LOSSES, USUAL, TESTS, OPEN_DAYS);

    private VerdictStores() {}

    private static void write(BytesWriter out, PairTest test) {
        out.putByte(test.decision().ordinal());
        out.putDouble(test.championLoss()).putDouble(test.challengerLoss());
        out.putLong(test.differences().n()).putInt(test.differences().blocks().size());
        test.differences().blocks().forEach(block -> write(out, block));
    }

    private static PairTest pairTest(BytesReader in) {
        Decision decision = Decision.values()[in.getByte()];
        double champion = in.getDouble();
        double challenger = in.getDouble();
        long n = in.getLong();
        List<BlockSums> blocks = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            blocks.add(blockSums(in));
        }
        return new PairTest(new LossDifferences(n, blocks), champion, challenger, decision);
    }

    private static void write(BytesWriter out, BlockSums it) {
        out.putInt(it.length()).putInt(it.count()).putInt(it.days());
        out.putDouble(it.part()).putDouble(it.sum()).putDouble(it.squares()).putDouble(it.lagged());
        out.putDouble(it.first()).putDouble(it.last());
    }

    private static BlockSums blockSums(BytesReader in) {
        return new BlockSums(
                in.getInt(),
                in.getInt(),
                in.getInt(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble(),
                in.getDouble());
    }
}
