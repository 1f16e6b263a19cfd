// Where each named control was drawn, so that a script, a test or a lesson can find it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/draw/geometry.h"

namespace layerwise {

struct Item {
    Rect rect;
    bool enabled = true;
};

// The names of one frame are complete when it ends; until then the last frame's are given.
class Items {
public:
    void begin_frame() {
        shown_ = std::move(building_);
        building_.clear();
    }

    void add(std::string_view name, const Rect& rect, bool enabled = true) {
        building_.insert_or_assign(std::string(name), Item{rect, enabled});
    }

    // Null when nothing of that name was on screen.
    const Item* find(std::string_view name) const {
        const auto item = shown_.find(name);
        return item == shown_.end() ? nullptr : &item->second;
    }

    // In alphabetical order.
    std::vector<std::string> names() const {
        std::vector<std::string> result;
        for (const auto& [name, item] : shown_) {
            result.push_back(name);
        }
        return result;
    }

private:
    std::map<std::string, Item, std::less<>> building_, shown_;
};

}  // namespace layerwise
