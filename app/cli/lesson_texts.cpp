#include "app/cli/lesson_texts.h"

#include "core/examples/example.h"

namespace layerwise {

Result<std::vector<Lesson>> program_lessons() {
    return load_lessons(asset_folder() / "lessons");
}

Result<Lesson> program_lesson(const std::string& id) {
    const Result<std::vector<Lesson>> lessons = program_lessons();
    if (!lessons) {
        return lessons.error();
    }
    Result<Lesson> lesson = find_lesson(*lessons, id);
    return lesson ? lesson : Result<Lesson>(Error{"--" + lesson.error().message});
}

Result<Catalogue> program_catalogue(const std::string& language) {
    Result<Catalogue> catalogue = load_catalogue(asset_folder() / "text", language);
    return catalogue ? catalogue : Result<Catalogue>(Error{"--" + catalogue.error().message});
}

}  // namespace layerwise
