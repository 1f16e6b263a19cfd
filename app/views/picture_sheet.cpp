#include "app/views/picture_sheet.h"

#include <algorithm>

namespace layerwise {

PictureSheet sheet_of(const Matrix<double>& pictures, Index rows, Index cols, std::uint64_t key) {
    PictureSheet sheet;
    sheet.key = key;
    sheet.rows = rows;
    sheet.cols = cols;
    sheet.across = std::clamp<Index>(pictures.cols(), 1, sheet.across);
    const Index down = (pictures.cols() + sheet.across - 1) / sheet.across;
    sheet.values = Matrix<double>::Zero(down * rows, sheet.across * cols);
    for (Index k = 0; k < pictures.cols(); ++k) {
        sheet.values.block(k / sheet.across * rows, k % sheet.across * cols, rows, cols) =
            pictures.col(k).reshaped<Eigen::RowMajor>(rows, cols);
        sheet.ranges.push_back(pictures.col(k).cwiseAbs().maxCoeff());
    }
    return sheet;
}

void draw_picture(const Ui& ui, const PictureSheet& sheet, Index k, const Rect& rect,
                  const Ramp& ramp, double range) {
    const auto across = static_cast<float>(sheet.across);
    const float down = static_cast<float>(sheet.values.rows()) / static_cast<float>(sheet.rows);
    const auto x = static_cast<float>(k % sheet.across);
    const Index line = k / sheet.across;
    const auto y = static_cast<float>(line);
    ui.heatmaps.draw(Ui::list(), rect,
                     {&sheet.values,
                      sheet.key,
                      false,
                      &ramp,
                      std::max(static_cast<float>(range), 1e-12F),
                      {x / across, y / down, (x + 1) / across, (y + 1) / down}});
}

}  // namespace layerwise
