"""Measures OpenSTEF's own models (standard parameters; xgb, its default, where none is named) on feed files, as `gridcast backtest` measures ours:
each local day whole, issued at 09:00 UTC on the day before, trained anew each week on all that was known by then.

    python3 -m venv stef && stef/bin/pip install "openstef[cpu]==3.4.93"
    OMP_NUM_THREADS=1 stef/bin/python tests/src/main/python/openstef_day_ahead.py DIR/liander 2020-12-20 [MODEL ...]

Weather is that of the forecasts in the folder; of each slot the newest one issued by 09:00 UTC on the day before. Prices are left out:
those of the next day come at 11:00 UTC. Prints a line a series and model: rMAE (against the same slot a week before), CRPS from the
quantiles 0.05 … 0.95 over the mean absolute load, and the shares of slots in the bands of 50, 80 and 90 %.
"""

import logging
import os
import sys
import warnings
from datetime import datetime
from pathlib import Path

import numpy as np
import pandas as pd

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)
os.environ["OPENSTEF_LOGGER_TYPE"] = "logging"

import openstef.model.confidence_interval_applicator as bands
from openstef.data_classes.model_specifications import ModelSpecificationDataClass
from openstef.data_classes.prediction_job import PredictionJobDataClass
from openstef.pipeline.create_forecast import create_forecast_pipeline_core
from openstef.pipeline.train_model import train_model_pipeline_core

LEVELS = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95]
NAMES = {
    "temperature_c": "temp",
    "wind_speed_ms": "windspeed",
    "wind_speed_100m_ms": "windspeed_100m",
    "pressure_hpa": "pressure",
    "humidity_pct": "humidity",
    "cloud_cover_pct": "clouds",
    "irradiance_wm2": "radiation",
    "irradiance_raw": "radiation",
    "rain_mm": "rain",
}
SLOT = pd.Timedelta(minutes=15)
HISTORY = pd.Timedelta(days=21)
ISSUED = pd.Timedelta(hours=9)


class IssueTime(datetime):
    """Bands widen with the time ahead, which OpenSTEF takes from the clock on the wall."""

    at = None

    @classmethod
    def now(cls, tz=None):
        return cls.at.astimezone(tz) if tz else cls.at.replace(tzinfo=None)


def read(folder):
    load = pd.read_csv(folder / "load.csv.gz", parse_dates=["interval_start"])
    weather = pd.read_csv(folder / "weather_forecast.csv.gz", parse_dates=["issued_at", "valid_at"])
    known = weather["issued_at"] <= weather["valid_at"].dt.floor("D") - pd.Timedelta(days=1) + ISSUED
    weather = weather[known].sort_values("issued_at").rename(columns=NAMES)
    tables = {}
    for series, rows in load.groupby("series_id"):
        table = rows.set_index("interval_start")[["load_mw"]].rename(columns={"load_mw": "load"})
        of = weather[weather["zone"] == series].drop_duplicates("valid_at", keep="last").set_index("valid_at")
        table = table.join(of.drop(columns=["issued_at", "zone"]), how="outer")
        if "pressure" in table:
            table["pressure"] *= 100  # Pa, and a share, as OpenSTEF wants them
            table["humidity"] /= 100
        tables[series] = table.asfreq(SLOT)
    return tables


def job(series, model):
    return PredictionJobDataClass(
        id=series, name=series, model=model, forecast_type="demand", horizon_minutes=2880, resolution_minutes=15,
        lat=52.2, lon=5.3, quantiles=LEVELS, train_components=False)


def day_ahead(table, series, model, first):
    pj, parts, trained, specs, regressor = job(series, model), [], None, None, None
    last = table["load"].last_valid_index()
    days = pd.date_range(first, last.tz_localize(None), freq="D").tz_localize("Europe/Amsterdam")
    for day in days[1:]:
        issue = (day.tz_localize(None).tz_localize("UTC") - pd.Timedelta(days=1)) + ISSUED
        begin, end = day.tz_convert("UTC"), (day + pd.DateOffset(days=1)).tz_convert("UTC") - SLOT
        if end > last:
            break
        if trained is None or issue - trained >= pd.Timedelta(days=7):
            past = table[table.index < issue].dropna(subset=["load"])
            specs = ModelSpecificationDataClass(id=series)
            regressor, _, specs, _ = train_model_pipeline_core(pj, specs, past.copy(), horizons=[0.25, 47.0])
            regressor.path, trained = model, issue
        window = table[(table.index >= issue - HISTORY) & (table.index <= end)].copy()
        window.loc[window.index >= issue, "load"] = np.nan
        IssueTime.at = issue.to_pydatetime()
        forecast = create_forecast_pipeline_core(pj, window, regressor, specs)
        parts.append(forecast.loc[begin:end])
    return pd.concat(parts)


def figures(forecast, load):
    columns = [f"quantile_P{level * 100:02.0f}" for level in LEVELS]
    naive = load.reindex(forecast.index - pd.Timedelta(days=7)).to_numpy()
    actual = load.reindex(forecast.index).to_numpy()
    quantiles, point = forecast[columns].to_numpy(float), forecast["forecast"].to_numpy(float)
    some = ~np.isnan(actual) & ~np.isnan(point)
    both = some & ~np.isnan(naive)
    rmae = np.abs(point - actual)[both].mean() / np.abs(naive - actual)[both].mean()
    edges = [0] + [(a + b) / 2 for a, b in zip(LEVELS, LEVELS[1:])] + [1]
    error = actual[some, None] - quantiles[some]
    pinball = np.maximum(np.array(LEVELS) * error, (np.array(LEVELS) - 1) * error)
    crps = (pinball * 2 * np.diff(edges)).sum(axis=1).mean() / np.abs(actual[some]).mean()
    inside = [
        100 * ((actual >= quantiles[:, low]) & (actual <= quantiles[:, high]))[some].mean()
        for low, high in ((2, 4), (1, 5), (0, 6))
    ]
    return some.sum(), rmae, crps, inside


def main():
    bands.datetime = IssueTime
    folder, first = Path(sys.argv[1]), sys.argv[2]
    models = sys.argv[3:] or ["xgb"]
    print("series model n rMAE CRPS/|load| in50 in80 in90", flush=True)
    for series, table in read(folder).items():
        for model in models:
            n, rmae, crps, inside = figures(day_ahead(table, series, model, first), table["load"])
            print(series, model, n, f"{rmae:.3f} {crps:.3f}", *(f"{share:.1f}" for share in inside), flush=True)


main()
