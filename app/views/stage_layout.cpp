#include "app/views/stage_layout.h"

#include <algorithm>
#include <cmath>

namespace layerwise {
namespace {

constexpr Index kSmall = 12;      // sizes up to here get one cell a number
constexpr float kCellWidth = 62;  // design units
constexpr float kCellHeight = 36;
constexpr float kThin = 22;    // a long vector's thickness
constexpr float kGrowth = 20;  // length of a long axis: kGrowth · √n
constexpr float kGap = 14;
constexpr float kMostGrowth = 4;

bool is_large(const PieceSize& piece) {
    return piece.rows > 1 && piece.cols > 1 && (piece.rows > kSmall || piece.cols > kSmall);
}

float height_of(const PieceSize& piece, float room, float grow = 1) {
    if (piece.rows == 1 && piece.cols > kSmall) {
        return std::min(kThin, room);
    }
    if (piece.cols <= kSmall && piece.rows <= kSmall) {
        return std::min(static_cast<float>(piece.rows) * kCellHeight, room);
    }
    return std::min(std::max(kGrowth * grow * std::sqrt(static_cast<float>(piece.rows)), kThin),
                    room);
}

// A square matrix is at most a little wider than high.
constexpr float kSquareWidth = 1.4F;

float width_of(const PieceSize& piece, float room_high) {
    if (piece.square) {
        PieceSize free = piece;
        free.square = false;
        return std::min(width_of(free, room_high), kSquareWidth * height_of(piece, room_high));
    }
    if (piece.rows == 0) {
        return piece.sign_width;
    }
    if (piece.cols == 1 && piece.rows > kSmall) {
        return kThin;
    }
    if (piece.cols <= kSmall && piece.rows <= kSmall) {
        return static_cast<float>(piece.cols) * kCellWidth;
    }
    return std::max(kGrowth * std::sqrt(static_cast<float>(piece.cols)), kThin);
}

}  // namespace

std::vector<Rect> lay_out_pieces(const std::vector<PieceSize>& pieces, const Rect& area,
                                 float scale) {
    // Signs and thin vectors keep their width; the wide ones share what is left.
    float fixed = 0;
    float flexible = 0;
    float large = 0;  // of it, those of many cells
    const auto is_fixed = [](float width) { return width <= kThin; };
    for (const PieceSize& piece : pieces) {
        const float width = width_of(piece, area.height() / scale) * scale;
        (piece.rows == 0 || is_fixed(width / scale) ? fixed : flexible) += width;
        large += is_large(piece) ? width : 0;
    }
    const auto count = static_cast<float>(pieces.size());
    float gap = kGap * scale;
    gap = std::min(gap, std::max(area.width() * 0.25F / std::max(count - 1, 1.0F), 3 * scale));
    const float room = area.width() - fixed - gap * (count - 1);
    const float shrink = flexible > 0 ? std::min(1.0F, room / flexible) : 1.0F;

    // A column beside a matrix is no higher than the highest matrix.
    float room_high = area.height() / scale;
    float highest = 0;
    for (const PieceSize& piece : pieces) {
        if (piece.cols > 1 && piece.rows > 1) {
            highest = std::max(highest, height_of(piece, room_high));
        }
    }
    // Matrices of many cells grow with the screen, as far as there is room both ways.
    float grow = 1;
    if (large > 0) {
        grow = std::min(room_high / highest, (room - flexible + large) / large);
        grow = std::clamp(grow, 1.0F, kMostGrowth);
    }
    if (highest > 0) {
        room_high = std::max(highest * grow, std::min(room_high, 120.0F));
    }

    std::vector<Rect> rects;
    float x = area.x0;
    for (const PieceSize& piece : pieces) {
        float width = width_of(piece, area.height() / scale) * scale;
        if (piece.rows != 0 && !is_fixed(width / scale)) {
            width *= is_large(piece) ? shrink * grow : shrink;
        }
        const float height =
            piece.rows == 0 ? area.height() : height_of(piece, room_high, grow) * scale;
        const float top = area.center().y - height / 2;
        rects.push_back(
            {std::floor(x), std::floor(top), std::floor(x + width), std::floor(top + height)});
        x += width + gap;
    }
    return rects;
}

}  // namespace layerwise
