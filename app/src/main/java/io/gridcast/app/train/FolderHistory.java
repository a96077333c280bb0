package io.gridcast.app.train;

import io.gridcast.core.features.FeatureSchemas;
import io.gridcast.core.grid.Series;
import io.gridcast.training.feed.FeedFolder;
import io.gridcast.training.feed.TimedEvent;
import java.util.Iterator;
import java.util.List;

/** History in feed files. */
public record FolderHistory(FeedFolder folder) implements History {
    @Override
    public Iterator<TimedEvent> events() {
        return folder.events();
    }

    @Override
    public List<Series> series() {
        return folder.series();
    }

    @Override
    public FeatureSchemas.Inputs inputs() {
        return folder.inputs();
    }
}
