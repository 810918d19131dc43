-- Olist's public export of a Brazilian marketplace, mapped to events.
--
--   amends load query examples/olist.sql --data FOLDER --as-of 2018-11-01
--
-- Every row of the result is one event. Olist's times have no zone: they are read on the clocks of
-- the customer's state (time_zone), where a promised day also ends.

CREATE TEMP MACRO clocks_of(state) AS CASE state
    WHEN 'AC' THEN 'America/Rio_Branco'
    WHEN 'AM' THEN 'America/Manaus'
    WHEN 'RR' THEN 'America/Boa_Vista'
    WHEN 'RO' THEN 'America/Porto_Velho'
    WHEN 'MT' THEN 'America/Cuiaba'
    WHEN 'MS' THEN 'America/Campo_Grande'
    WHEN 'TO' THEN 'America/Araguaina'
    WHEN 'BA' THEN 'America/Bahia'
    WHEN 'PE' THEN 'America/Recife'
    ELSE CASE
        WHEN state IN ('PA', 'AP') THEN 'America/Belem'
        WHEN state IN ('MA', 'PI', 'CE', 'RN', 'PB') THEN 'America/Fortaleza'
        WHEN state IN ('AL', 'SE') THEN 'America/Maceio'
        ELSE 'America/Sao_Paulo'
    END
END;

-- A time on those clocks as a moment; NULL where it is no time.
CREATE TEMP MACRO moment(text, time_zone) AS strftime(
    timezone('UTC', timezone(time_zone, try_cast(text AS TIMESTAMP))), '%Y-%m-%dT%H:%M:%SZ');

-- All columns as text: what is not there is NULL, and nothing is guessed from the first rows.
CREATE TEMP MACRO export(name) AS TABLE
    SELECT DISTINCT * FROM read_csv(
        name, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');

CREATE TEMP TABLE buyer AS
    SELECT customer_id,
           any_value(customer_unique_id) AS id,
           clocks_of(any_value(customer_state)) AS time_zone
    FROM export('customers.csv*') GROUP BY customer_id;

CREATE TEMP TABLE basket AS
    SELECT order_id,
           list({
               'sku': product_id,
               'seller': seller_id,
               'quantity': 1,
               'price': price::DECIMAL(12, 2)::VARCHAR
           } ORDER BY order_item_id::INT) AS items,
           -- The last shipping limit of the basket: until then the sellers' own time runs.
           max(shipping_limit_date) AS ship_by,
           arg_max(seller_id, shipping_limit_date || seller_id) AS seller,
           sum(price::DECIMAL(12, 2)) AS goods,
           sum(freight_value::DECIMAL(12, 2)) AS delivery
    FROM export('order_items.csv*') GROUP BY order_id;

CREATE TEMP TABLE payment AS
    SELECT order_id, sum(payment_value::DECIMAL(12, 2)) AS paid
    FROM export('order_payments.csv*') GROUP BY order_id;

-- Times stay text: one that is not understood puts its own event into quarantine, nothing else.
CREATE TEMP TABLE sale AS
    SELECT order_id AS subject,
           order_status AS status,
           order_purchase_timestamp AS placed,
           order_approved_at AS approved,
           order_delivered_carrier_date AS handed_over,
           order_delivered_customer_date AS delivered,
           greatest(placed, approved, handed_over, delivered) AS last_known,
           order_estimated_delivery_date[:10] AS promised_day,
           coalesce(buyer.id, sale.customer_id) AS customer,
           coalesce(time_zone, clocks_of(NULL)) AS time_zone,
           coalesce(items, []) AS items,
           coalesce(paid, goods + delivery, 0) AS total,
           coalesce(delivery, 0) AS delivery_price,
           seller,
           moment(ship_by, coalesce(time_zone, clocks_of(NULL))) AS ship_by
    FROM export('orders.csv*') AS sale
    LEFT JOIN buyer USING (customer_id)
    LEFT JOIN basket USING (order_id)
    LEFT JOIN payment USING (order_id);

WITH happened(type, subject, time, data) AS (
    SELECT 'order.placed', subject, placed, {
        'customer': {'id': customer, 'language': 'pt', 'time_zone': time_zone},
        'kind': 'marketplace',
        'fulfilment': 'home',
        'currency': 'BRL',
        'total': total::VARCHAR,
        'delivery_price': delivery_price::VARCHAR,
        'items': items,
        'seller': seller,
        'ship_by': ship_by,
        'promises': [{'kind': 'delivered_by', 'due': promised_day}]
    }::JSON FROM sale

    UNION ALL SELECT 'order.approved', subject, approved, NULL FROM sale

    UNION ALL SELECT 'parcel.handed_to_carrier', subject, handed_over, NULL FROM sale

    UNION ALL SELECT 'parcel.delivered', subject, delivered, NULL FROM sale

    -- The status says that it was delivered, and no time is known.
    UNION ALL SELECT 'parcel.reported_delivered', subject, last_known, NULL FROM sale
    WHERE status = 'delivered' AND delivered IS NULL

    -- When an order was called off is not in the export: the last moment that is known stands for it.
    UNION ALL SELECT 'order.called_off', subject, last_known, {'reason': status}::JSON FROM sale
    WHERE status IN ('canceled', 'unavailable')
)
SELECT type || '/' || subject AS id, 'olist' AS source, type, time, time_zone, subject, data
FROM happened JOIN sale USING (subject)
WHERE time IS NOT NULL OR type = 'order.placed';
