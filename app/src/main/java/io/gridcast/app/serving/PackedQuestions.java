package io.gridcast.app.serving;

import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import io.gridcast.topology.serving.ServedStores;
import java.nio.BufferUnderflowException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/** Questions and answers as they travel between instances of one version. */
final class PackedQuestions {
    private static final int VERSION = 1;
    private static final int NEWEST = 0;
    private static final int RECORDS = 1;

    private PackedQuestions() {}

    /** For a query string. */
    static String pack(List<Question> questions) {
        BytesWriter out = new BytesWriter().putByte(VERSION);
        for (Question question : questions) {
            out.putByte(question instanceof Question.Newest ? NEWEST : RECORDS)
                    .putByte(question.stores().ordinal())
                    .putInt(question.partition())
                    .putInt(question.limit())
                    .putByte(question.isBackward() ? 1 : 0);
            if (question instanceof Question.Newest newest) {
                out.putBytes(newest.from().get()).putBytes(newest.to().get());
            } else if (question instanceof Question.Records records) {
                out.putBytes(records.key().get()).putLong(records.fromMs()).putLong(records.toMs());
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toBytes());
    }

    /** @throws IllegalArgumentException if these are no questions of this version */
    static List<Question> unpack(String packed) {
        try {
            BytesReader in = new BytesReader(Base64.getUrlDecoder().decode(packed));
            if (in.getByte() != VERSION) {
                throw new IllegalArgumentException("the questions are of another version");
            }
            List<Question> questions = new ArrayList<>();
            while (in.hasMore()) {
                questions.add(question(in));
            }
            return questions;
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("the questions end in the middle", e);
        }
    }

    private static Question question(BytesReader in) {
        int kind = in.getByte();
        ServedStores stores = ServedStores.values()[in.getByte()];
        int partition = in.getInt();
        int limit = in.getInt();
        boolean isBackward = in.getByte() == 1;
        return switch (kind) {
            case NEWEST ->
                new Question.Newest(
                        stores, partition, Bytes.wrap(in.getBytes()), Bytes.wrap(in.getBytes()), limit, isBackward);
            case RECORDS ->
                new Question.Records(
                        stores, partition, Bytes.wrap(in.getBytes()), in.getLong(), in.getLong(), limit, isBackward);
            default -> throw new IllegalArgumentException("there is no question of kind " + kind);
        };
    }

    /** Answers of one instance. */
    static byte[] packAnswers(List<List<Found>> answers) {
        BytesWriter out = new BytesWriter();
        for (List<Found> found : answers) {
            out.putInt(found.size());
            for (Found each : found) {
                out.putBytes(each.key()).putLong(each.timeMs()).putBytes(each.value());
            }
        }
        return out.toBytes();
    }

    /** What {@link #packAnswers} packed. */
    static List<List<Found>> unpackAnswers(byte[] packed) {
        BytesReader in = new BytesReader(packed);
        List<List<Found>> answers = new ArrayList<>();
        while (in.hasMore()) {
            List<Found> found = new ArrayList<>();
            for (int left = in.getInt(); left > 0; left--) {
                found.add(new Found(in.getBytes(), in.getLong(), in.getBytes()));
            }
            answers.add(found);
        }
        return answers;
    }
}
