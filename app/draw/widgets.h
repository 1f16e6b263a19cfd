// The controls: buttons, segments, menus and fields, all drawn here and all named.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/draw/icons.h"
#include "app/draw/ui.h"

namespace layerwise {

// What the pointer does with a control this frame.
struct Press {
    bool hovered = false;
    bool held = false;
    bool clicked = false;
    bool double_clicked = false;
};

// An invisible control over the rectangle: the base of all others, and of custom drawings.
Press press(const Ui& ui, std::string_view name, const Rect& rect, bool enabled = true);

enum class ButtonStyle { Plain, Primary, Quiet };

// True when clicked.
bool button(const Ui& ui, std::string_view name, const Rect& rect, std::string_view label,
            ButtonStyle style = ButtonStyle::Plain, bool enabled = true);

bool icon_button(const Ui& ui, std::string_view name, const Rect& rect, Icon icon,
                 std::string_view tip, ButtonStyle style = ButtonStyle::Plain, bool enabled = true);

struct Segment {
    std::string_view name, label;
};
// One of several; gives the index that was clicked.
std::optional<std::size_t> segments(const Ui& ui, const Rect& rect, std::span<const Segment> parts,
                                    std::size_t selected);

// A button that opens a popup below: "Input  test #0 · label 7 ▾". True while the popup is open;
// then draw menu_items and call end_menu(). A popup of at most `popup_height` (0: a few items)
// stays in the window.
bool begin_menu(const Ui& ui, std::string_view name, const Rect& rect, std::string_view caption,
                std::string_view value, float popup_width, float popup_height = 0);
// The same below a button that has a sign instead of words.
bool begin_icon_menu(const Ui& ui, std::string_view name, const Rect& rect, Icon icon,
                     std::string_view tip, float popup_width);
bool menu_item(const Ui& ui, std::string_view name, std::string_view label, bool selected,
               bool enabled = true);
void menu_note(const Ui& ui, std::string_view text);
void end_menu();

// A one-line text field. True when the text was entered (Return, or the field was left changed).
bool text_field(const Ui& ui, std::string_view name, const Rect& rect, std::string& text,
                std::string_view caption = {});

// A tip beside the pointer for the control that was last drawn.
void tip(const Ui& ui, std::string_view text);

}  // namespace layerwise
