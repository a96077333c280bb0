package io.gridcast.topology.load;

import io.gridcast.state.BytesReader;
import io.gridcast.state.BytesWriter;

/** The load of a series on its way to a total that it is a member of; a newer one of the same slot replaces it. */
record MemberLoad(String memberId, long slotMs, long resolutionMs, SlotLoad load) {
    void write(BytesWriter out) {
        out.putText(memberId).putLong(slotMs).putLong(resolutionMs);
        load.write(out);
    }

    byte[] toBytes() {
        var out = new BytesWriter();
        write(out);
        return out.toBytes();
    }

    static MemberLoad read(BytesReader in) {
        return new MemberLoad(in.getText(), in.getLong(), in.getLong(), SlotLoad.read(in));
    }
}
