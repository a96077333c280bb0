package io.gridcast.training;

import io.gridcast.training.search.SearchResult;
import io.gridcast.training.search.SelectionResult;

/** Is told what goes on while a model is trained. */
@FunctionalInterface
public interface TrainingListener {
    /** What is done next. */
    void stage(String name);

    /** How far a search for parameters is, in rows learnt from over all its trainings. */
    default void searching(long done, long all, String note) {}

    /** How far one round of a selection of features is, in groups. */
    default void selecting(long done, long all, String note) {}

    /** Which features were selected. */
    default void selected(SelectionResult result) {}

    /** What the search has found. */
    default void searched(SearchResult result) {}
}
