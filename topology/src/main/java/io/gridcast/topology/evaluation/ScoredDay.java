package io.gridcast.topology.evaluation;

import io.gridcast.core.forecast.ForecastScore;
import io.gridcast.core.score.LeadBucket;
import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;
import java.util.Arrays;

/**
 * What was said about a day so far, by lead-time bucket: enough to number a revision, and to tell whether there is anything new.
 *
 * @param names the buckets: their first hour, shifted, and their last
 * @param revisions the last one sent
 * @param digests of its measures
 */
record ScoredDay(int[] names, int[] revisions, long[] digests) {
    static final ScoredDay NONE = new ScoredDay(new int[0], new int[0], new long[0]);

    private static final long MIX = 0x9E3779B97F4A7C15L;

    /** Whether measures with this digest differ from what was said last. */
    boolean isNews(LeadBucket bucket, long digest) {
        int place = place(bucket);
        return place < 0 || digests[place] != digest;
    }

    /** 0 for the first one. */
    int nextRevision(LeadBucket bucket) {
        int place = place(bucket);
        return place < 0 ? 0 : revisions[place] + 1;
    }

    ScoredDay with(LeadBucket bucket, int revision, long digest) {
        int place = place(bucket);
        int at = place < 0 ? names.length : place;
        int length = Math.max(names.length, at + 1);
        var next = new ScoredDay(
                Arrays.copyOf(names, length), Arrays.copyOf(revisions, length), Arrays.copyOf(digests, length));
        next.names[at] = name(bucket);
        next.revisions[at] = revision;
        next.digests[at] = digest;
        return next;
    }

    /** A fingerprint of all measures of a score, every bit counting. */
    static long digestOf(ForecastScore score) {
        double[] measures = {
            score.n(),
            score.mae(),
            score.rmse(),
            score.bias(),
            score.mape(),
            score.pinball(),
            score.crps(),
            score.cover50(),
            score.cover80(),
            score.cover90(),
            score.naiveWeekMae(),
            score.outlookMae()
        };
        long digest = 0;
        for (double measure : measures) {
            digest = (digest ^ Double.doubleToLongBits(measure)) * MIX;
            digest ^= digest >>> 29;
        }
        return digest;
    }

    static void write(BytesWriter out, ScoredDay it) {
        out.putInt(it.revisions.length);
        for (int i = 0; i < it.revisions.length; i++) {
            out.putInt(it.names[i]).putInt(it.revisions[i]).putLong(it.digests[i]);
        }
    }

    static ScoredDay read(BytesReader in) {
        int length = in.getInt();
        var day = new ScoredDay(new int[length], new int[length], new long[length]);
        for (int i = 0; i < length; i++) {
            day.names[i] = in.getInt();
            day.revisions[i] = in.getInt();
            day.digests[i] = in.getLong();
        }
        return day;
    }

    private int place(LeadBucket bucket) {
        int name = name(bucket);
        for (int i = 0; i < names.length; i++) {
            if (names[i] == name) {
                return i;
            }
        }
        return -1;
    }

    private static int name(LeadBucket bucket) {
        return bucket.fromHours() << Short.SIZE | bucket.toHours();
    }
}
