// The program's own lessons, for tests.
#pragma once

#include <gtest/gtest.h>

#include "core/lessons/player.h"

namespace layerwise {

inline const std::filesystem::path kTexts = LAYERWISE_SOURCE_DIR "/assets/text";

inline std::vector<Lesson> all_lessons() {
    Result<std::vector<Lesson>> lessons = load_lessons(LAYERWISE_SOURCE_DIR "/assets/lessons");
    EXPECT_TRUE(lessons) << lessons.error().message;
    return lessons ? *lessons : std::vector<Lesson>();
}

inline Lesson lesson_named(std::string_view id) {
    Result<Lesson> lesson = find_lesson(all_lessons(), id);
    EXPECT_TRUE(lesson) << lesson.error().message;
    return *lesson;
}

inline Catalogue catalogue(std::string_view language) {
    Result<Catalogue> loaded = load_catalogue(kTexts, language);
    EXPECT_TRUE(loaded) << loaded.error().message;
    return *loaded;
}

// A run of the lesson; the test fails where it cannot be made.
inline LessonRun run_of(const Lesson& lesson, std::uint32_t seed = 0) {
    Result<LessonRun> run = make_run(lesson, seed);
    EXPECT_TRUE(run) << run.error().message;
    return *run;
}

inline Trace trace_of(const std::string& example) {
    const Example loaded = load_example(example, {}).value();
    return trace(*loaded.network, loaded.input.x, loaded.input.y, loaded.learning_rate);
}

}  // namespace layerwise
