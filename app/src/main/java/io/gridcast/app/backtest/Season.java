package io.gridcast.app.backtest;

import java.time.LocalDate;
import java.util.Locale;

/** Three months; their names suit both hemispheres. */
public enum Season {
    DEC_FEB,
    MAR_MAY,
    JUN_AUG,
    SEP_NOV;

    static Season of(LocalDate day) {
        return values()[day.getMonthValue() % 12 / 3];
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
