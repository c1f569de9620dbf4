import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import { uiTranslationRef } from '../../i18n/translation';
import { DataColumn } from './columns';
import { Sort } from './rowOrder';

interface TableHeadProps<T> {
  columns: DataColumn<T>[];
  sort?: Sort;
  onSort: (sort: Sort) => void;
}

function nextSort(column: string, sort?: Sort): Sort {
  const turned = sort?.column === column && sort.direction === 'ascending';
  return { column, direction: turned ? 'descending' : 'ascending' };
}

function SortButton(props: {
  name: string;
  sorted?: Sort;
  onSort: () => void;
}) {
  const { t } = useTranslationRef(uiTranslationRef);
  const { name, sorted, onSort } = props;
  const Arrow =
    sorted?.direction === 'descending' ? RiArrowDownLine : RiArrowUpLine;
  return (
    <button
      type="button"
      className="tl-table__sort"
      onClick={onSort}
      title={t('table.sort', { column: name })}
    >
      {name}
      <Arrow
        className="tl-table__arrow"
        data-on={Boolean(sorted) || undefined}
        aria-hidden
      />
    </button>
  );
}

/** The header row; the sorted column always shows its arrow. */
export function TableHead<T>({ columns, sort, onSort }: TableHeadProps<T>) {
  return (
    <thead className="tl-table__head">
      <tr>
        {columns.map(column => {
          const sorted = sort?.column === column.id ? sort : undefined;
          return (
            <th
              key={column.id}
              scope="col"
              data-align={column.align}
              data-phone={column.sortValue ? undefined : 'hidden'}
              style={{ inlineSize: column.width }}
              aria-sort={
                column.sortValue ? sorted?.direction ?? 'none' : undefined
              }
            >
              {column.sortValue ? (
                <SortButton
                  name={column.header}
                  sorted={sorted}
                  onSort={() => onSort(nextSort(column.id, sort))}
                />
              ) : (
                column.header
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
